import { briefEvent } from './history.ts';
import type { JournalEvent } from './event.ts';

/** Words of the table, in the reader's language. */
export interface HistoryWords {
  readonly title: string;
  readonly columns: readonly [id: string, time: string, type: string, activity: string, about: string];
}

export const markdownHead = ({ title, columns }: HistoryWords): string =>
  `# ${title}\n\n| ${columns.join(' | ')} |\n| ---: | --- | --- | --- | --- |\n`;

/** One event as a row; names are the event's own. */
export function markdownRow(event: JournalEvent): string {
  const { activity = '', attempt, reason, mark, delayMs } = briefEvent(event, () => 0);
  const uri = 'uri' in event.attributes ? event.attributes.uri : '';
  const artifact = 'artifact' in event.attributes ? event.attributes.artifact : null;
  const told = [mark, reason?.code, delayMs === undefined ? undefined : `${delayMs} ms`, artifact];
  const about = [uri, ...told.filter(part => part !== undefined && part !== null)].join(' · ').replaceAll('|', '\\|');
  const which = attempt === undefined || attempt === 1 ? activity : `${activity} (${attempt})`;
  return `| ${event.eventId} | ${event.eventTime} | ${event.eventType} | ${which} | ${about} |\n`;
}
