import type { Params, Problem } from './problem.ts';
import type { Text } from './speech.ts';

/** A code of the engine in words; an unknown one keeps its parameters, nothing is dropped in silence. */
export function reasonText(
  reason: { readonly code: string; readonly params: Params },
  text: Pick<Text, 'has' | 'say'>,
): string {
  const key = [`error.${reason.code}`, `log.${reason.code}`].find(text.has);
  if (key !== undefined) return text.say(key, reason.params);
  return text.say('error.unlisted', { code: reason.code, params: JSON.stringify(reason.params) });
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
