import type { Params, Problem } from '../model/problem.ts';
import type { Text } from './text.ts';

/** A code of the engine in words; an unknown one keeps its parameters, nothing is dropped in silence. */
export function reasonText(reason: { readonly code: string; readonly params: Params }, text: Text): string {
  const key = `error.${reason.code}`;
  if (text.has(key)) return text.say(key, reason.params);
  return text.say('error.unlisted', { code: reason.code, params: JSON.stringify(reason.params) });
}

/** The same beside the page itself: it is "this page", and its address does not fill the line. */
export function reasonHere(
  reason: { readonly code: string; readonly params: Params },
  uri: string,
  text: Text,
): string {
  const params = reason.params['uri'] === uri ? { ...reason.params, uri: text.say('tree.thisPage') } : reason.params;
  const sentence = reasonText({ code: reason.code, params }, text);
  return sentence.slice(0, 1).toLocaleUpperCase(text.language) + sentence.slice(1);
}

/** What happened, then where: file, line and column as an editor writes them, or the page's address. */
export function problemText(problem: Problem, text: Text): string {
  const sentence = reasonText(problem, text);
  const place = placeOf(problem);
  return place === null || sentence.includes(place) ? sentence : `${sentence} (${place})`;
}

function placeOf({ file, line, column, uri }: Problem): string | null {
  if (file === undefined) return uri ?? null;
  if (line === undefined) return file;
  return column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
}

export type NoticeAction = 'openFile' | 'showLog' | 'resume' | 'manageTrust';

export interface Notice {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly actions: readonly NoticeAction[];
}

/** Transient faults are warnings: the engine will try again by itself. */
export function problemNotice(problem: Problem, text: Text): Notice {
  const actions: NoticeAction[] = [];
  if (problem.file !== undefined) actions.push('openFile');
  if (problem.code === 'engine_gone') actions.push('resume');
  if (problem.code === 'not_trusted') actions.push('manageTrust');
  if (problem.kind !== 'usage') actions.push('showLog');
  return { severity: problem.kind === 'transient' ? 'warning' : 'error', message: problemText(problem, text), actions };
}
