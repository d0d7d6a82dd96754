import type { ActivityTold } from '../../../protocol/activities.ts';
import { problemText, reasonText } from '../../problemText.ts';
import type { Text } from '../../text.ts';

/** Characters of what was written that a document shows. */
const MOST = 50_000;

/** What came of a try in one sentence. */
export function trialSentence(name: string, told: ActivityTold, text: Text): string {
  const { problem, skipped, chunks, discovered, artifact } = told;
  if (problem) return problemText(problem, text);
  if (skipped) return text.say('activities.skipped', { file: name, reason: reasonText(skipped, text) });
  const seconds = new Intl.NumberFormat(text.language, { maximumFractionDigits: 1 }).format(told.durationMs / 1000);
  const figures = [
    ...(artifact === null ? [] : [text.count('activities.characters', artifact.length)]),
    ...(chunks.length > 0 ? [text.count('activities.chunks', chunks.length)] : []),
    ...(discovered.length > 0 ? [text.count('activities.discovered', discovered.length)] : []),
  ];
  const gave = figures.length > 0 ? figures.join(', ') : text.say('activities.nothing');
  return text.say('activities.returned', { file: name, seconds, gave });
}

/** All of it, as Markdown: what it returned, wrote, found and said. */
export function trialDocument(name: string, told: ActivityTold, text: Text): string {
  const { source, artifact, discovered, chunks, log } = told;
  const section = (key: string, body: string): string[] => [`## ${text.say(`activities.part.${key}`)}`, body];
  const list = discovered.map(uri => `- ${uri}`).join('\n');
  return `${[
    `# ${name}`,
    trialSentence(name, told, text),
    text.say('activities.workedOn', { uri: told.uri }),
    ...(source ? section('source', fenced(JSON.stringify(source, null, 2), 'json')) : []),
    ...(artifact === null ? [] : section('artifact', fenced(cut(artifact, text), ''))),
    ...(artifact === null && chunks.length > 0
      ? section('chunks', fenced(cut(JSON.stringify(chunks, null, 2), text), 'json'))
      : []),
    ...(discovered.length > 0 ? section('discovered', list) : []),
    ...(log.length > 0 ? section('log', fenced(log.join('\n'), '')) : []),
  ].join('\n\n')}\n`;
}

const cut = (written: string, text: Text): string =>
  written.length <= MOST
    ? written
    : `${written.slice(0, MOST)}\n${text.say('activities.cut', { count: text.number(written.length - MOST) })}`;

/** A fence that the text does not have. */
function fenced(body: string, language: string): string {
  const longest = Math.max(2, ...[...body.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${body}\n${fence}`;
}
