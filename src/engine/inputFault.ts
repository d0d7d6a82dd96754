import type { Hint, InputProblem } from '../model/inputProblem.ts';
import { nearest } from '../model/nearest.ts';
import type { Params } from '../model/problem.ts';
import type { Place, TextPath } from './textTree.ts';

/** What is wrong with an input, by its path; `readInput` finds the place in the text. */
export interface InputFault {
  readonly path: TextPath;
  /** What to underline: the value, or the key that it has (of a list's item, the item). */
  readonly at: 'key' | 'value';
  readonly code: string;
  readonly params: Params;
  readonly hint?: Hint;
}

/** `sources[0].uri` */
export function fieldOf(path: TextPath): string {
  return path
    .map(step => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

/** A wrong value as it is shown in a message: short, and a person's spelling of it. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : '[…]';
  if (typeof value === 'object' && value !== null) return '{…}';
  const text = String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

export function didYouMean(word: string, candidates: readonly string[]): { hint?: Hint } {
  const found = nearest(word, candidates);
  return found === undefined ? {} : { hint: { code: 'did_you_mean', params: { nearest: found } } };
}

export function toInputProblem(fault: InputFault, place: Place, file: string | undefined): InputProblem {
  const { keyRange, ...value } = place;
  const span = fault.at === 'key' ? (keyRange ?? value) : value;
  const { code, params, hint } = fault;
  return { kind: 'config', code, params, ...(file === undefined ? {} : { file }), ...span, ...(hint ? { hint } : {}) };
}
