import { writeFile } from 'node:fs/promises';
import type { JournalEvent } from '../../model/event.ts';
import { fileProblem } from '../../model/fileProblem.ts';
import { markdownHead, markdownRow, type HistoryWords } from '../../model/historyMarkdown.ts';
import { formatLine, readJournal } from './journalFile.ts';

export interface ExportAsked {
  readonly format: 'jsonl' | 'json' | 'markdown';
  /** Absolute; what is there is replaced: the user was asked. */
  readonly file: string;
  readonly words: HistoryWords;
}

/** Writes the whole history as a file. `jsonl` is the journal, line by line, without a torn tail. */
export async function exportHistory(journal: string, { format, file, words }: ExportAsked): Promise<void> {
  const { events } = await readJournal(journal).catch((error: unknown) => {
    throw fileProblem(error, journal);
  });
  await exportEvents(events, { format, file, words });
}

export async function exportEvents(
  events: readonly JournalEvent[],
  { format, file, words }: ExportAsked,
): Promise<void> {
  await writeFile(file, events.length === 0 ? '' : textOf()).catch((error: unknown) => {
    throw fileProblem(error, file);
  });

  function textOf(): string {
    if (format === 'jsonl') return events.map(formatLine).join('');
    if (format === 'markdown') return markdownHead(words) + events.map(markdownRow).join('');
    // As Temporal's own `workflow show --output json`: one object with the list of events.
    return `{"events": [\n${events.map(event => JSON.stringify(event)).join(',\n')}\n]}\n`;
  }
}
