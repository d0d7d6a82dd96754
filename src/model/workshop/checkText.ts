import { reasonText } from '../problemText.ts';
import type { Params, Reason } from '../problem.ts';
import type { Text } from '../speech.ts';

/** What a check expected or found, in words: its own sentence, else that of the problem that it is. */
export function checkText({ code, params }: { readonly code: Reason['code']; readonly params: Params }, text: Pick<Text, 'has' | 'say'>): string {
  const key = `check.${code}`;
  return text.has(key) ? text.say(key, params) : reasonText({ code, params }, text);
}
