import { fail, type ProblemError } from '../../model/problem.ts';
import { shown } from '../inputFault.ts';

/** Of a call that a learner's code makes: each argument is looked at, for nobody else has. Throws config `activity_call_wrong`. */
export function textArgument(call: string, value: unknown): string {
  if (typeof value !== 'string') throw wrongCall(call, value, 'string');
  return withinSize(call, value);
}

/** As long as the largest page that is fetched: more of it would keep the engine busy for minutes. */
const LARGEST = 20_000_000;

function withinSize<Value extends string | Uint8Array>(call: string, value: Value): Value {
  if (value.length > LARGEST) throw wrongCall(call, `length ${value.length}`, `length ≤ ${LARGEST}`);
  return value;
}

/** What all calls of one activity give together, which the engine keeps until it returns. */
export function createTotal(call: string): (value: unknown) => void {
  let total = 0;
  return value => {
    total += JSON.stringify(value).length;
    if (total > LARGEST) throw wrongCall(call, `length ${total}`, `length ≤ ${LARGEST}`);
  };
}

export function bytesArgument(call: string, value: unknown): string | Uint8Array {
  if (typeof value !== 'string' && !(value instanceof Uint8Array)) throw wrongCall(call, value, 'string | Uint8Array');
  return withinSize(call, value);
}

export const wrongCall = (call: string, value: unknown, expected: string): ProblemError =>
  fail('config', 'activity_call_wrong', {
    ...{ call, expected },
    found: value === undefined ? 'undefined' : shown(value),
  });

export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
