import type { DeadLetterView } from '../../../model/dataset/view.ts';
import type { DeadLetterPage } from '../../../protocol/datasets.ts';
import { escapeMarkdown } from '../../itemView.ts';
import { reasonText } from '../../problemText.ts';
import type { Text } from '../../text.ts';

/** The dead letters of a dataset as Markdown: why, when, what was asked, and the record as it came. */
export function lettersText({ letters, total, folder }: DeadLetterPage, text: Text): string {
  const head = `# ${text.say('letters.title')}`;
  if (total === 0) return [head, text.say('letters.none')].join('\n\n');
  return [
    head,
    text.say('letters.repair', { folder: `\`${folder}\`` }),
    ...letters.flatMap(letter => letterText(letter, text, folder)),
    ...(total > letters.length ? [text.count('letters.more', total - letters.length)] : []),
  ].join('\n\n');
}

function letterText(letter: DeadLetterView, text: Text, folder: string): string[] {
  const { id, reason, partitionDate, firstSeen, attempts, url, record, recordLength } = letter;
  const day = partitionDate === null ? [] : [text.say('letters.day', { day: partitionDate })];
  const about = [text.dateTime(firstSeen), text.count('unit.attempt', attempts)];
  return [
    `## ${[`\`${id}\``, ...day].join(' · ')}`,
    escapeMarkdown(reasonText(reason, text)),
    about.join(' · '),
    ...(url === null ? [] : [`\`${url}\``]),
    ...(record === null ? [] : [fenced(record)]),
    ...(recordLength === undefined
      ? []
      : [text.say('letters.recordCut', { n: text.number(recordLength), folder: `\`${folder}\`` })]),
  ];
}

/** With more ticks than the record has in a row: it must not end its own block. */
function fenced(record: string): string {
  const longest = Math.max(2, ...[...record.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}json\n${record}\n${fence}`;
}
