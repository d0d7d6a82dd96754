import { fail, type ProblemError } from '../../model/problem.ts';
import { shown } from '../inputFault.ts';

/** Of a call that a learner's code makes: each argument is looked at, for nobody else has. Throws config `activity_call_wrong`. */
export function textArgument(call: string, value: unknown): string {
  if (typeof value !== 'string') throw wrongCall(call, value, 'string');
  return value;
}

export function bytesArgument(call: string, value: unknown): string | Uint8Array {
  if (typeof value !== 'string' && !(value instanceof Uint8Array)) throw wrongCall(call, value, 'string | Uint8Array');
  return value;
}

export const wrongCall = (call: string, value: unknown, expected: string): ProblemError =>
  fail('config', 'activity_call_wrong', {
    ...{ call, expected },
    found: value === undefined ? 'undefined' : shown(value),
  });

export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
