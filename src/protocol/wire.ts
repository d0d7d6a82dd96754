import type { Problem } from '../model/problem.ts';

/** What travels. `tell` expects no answer; the other three share the id of their call. */
export type Wire =
  | { readonly kind: 'ask'; readonly id: number; readonly verb: string; readonly params: unknown }
  | { readonly kind: 'tell'; readonly verb: string; readonly params: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly problem: Problem };

const KINDS: readonly unknown[] = ['usage', 'config', 'data', 'transient', 'system'];

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isId = (value: unknown): value is number => Number.isSafeInteger(value);

function isProblem(value: unknown): value is Problem {
  return (
    isFields(value) && KINDS.includes(value['kind']) && typeof value['code'] === 'string' && isFields(value['params'])
  );
}

/** The message as it stands, or null when it is none of ours. Parameters are always an object: verbs take names. */
export function readWire(message: unknown): Wire | null {
  if (!isFields(message)) return null;
  const { kind, id, verb, params, value, problem } = message;
  const calls = typeof verb === 'string' && isFields(params);
  if (kind === 'ask' && isId(id) && calls) return { kind, id, verb, params };
  if (kind === 'tell' && calls) return { kind, verb, params };
  if (kind === 'answer' && isId(id)) return { kind, id, value };
  if (kind === 'refusal' && isId(id) && isProblem(problem)) return { kind, id, problem };
  return null;
}
