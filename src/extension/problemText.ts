import type { Params, Problem } from '../model/problem.ts';
import { problemText, reasonText } from '../model/problemText.ts';
import type { Text } from './text.ts';

export { problemText, reasonText } from '../model/problemText.ts';

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

export type NoticeAction = 'openFile' | 'showLog' | 'resume' | 'manageTrust' | 'openSettings';

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
  if ('setting' in problem.params) actions.push('openSettings');
  if (problem.code === 'not_trusted') actions.push('manageTrust');
  if (problem.kind !== 'usage') actions.push('showLog');
  return { severity: problem.kind === 'transient' ? 'warning' : 'error', message: problemText(problem, text), actions };
}
