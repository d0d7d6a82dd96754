import type { Params, Problem } from '../model/problem.ts';
import { problemText, reasonText } from '../model/problemText.ts';
import { isUnreadProgress } from '../model/workshop/progress.ts';
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

export type NoticeAction =
  'openFile' | 'showLog' | 'resume' | 'manageTrust' | 'openSettings' | 'setApiKey' | 'rebuild' | 'goOnHere';

export interface Notice {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly actions: readonly NoticeAction[];
}

const NEED_A_KEY = ['openai_key_missing', 'openai_key_bad', 'openai_unauthorised'];

/** Transient faults are warnings: the engine will try again by itself. */
export function problemNotice(problem: Problem, text: Text): Notice {
  const actions: NoticeAction[] = [];
  if (problem.file !== undefined) actions.push('openFile');
  if (isUnreadProgress(problem)) actions.unshift('goOnHere');
  if (problem.code === 'engine_gone') actions.push('resume');
  if ('setting' in problem.params) actions.push('openSettings');
  if (problem.code === 'not_trusted') actions.push('manageTrust');
  if (NEED_A_KEY.includes(problem.code)) actions.push('setApiKey');
  if (problem.code === 'collection_other_model') actions.push('rebuild');
  if (problem.kind !== 'usage') actions.push('showLog');
  return { severity: problem.kind === 'transient' ? 'warning' : 'error', message: problemText(problem, text), actions };
}
