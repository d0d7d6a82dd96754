import type { Text } from '../speech.ts';
import { exactJsonLines } from '../table/exactJson.ts';
import type { Row } from '../table/value.ts';
import { maskTable, type FailingTable } from './failingTable.ts';
import { maskJson, maskView } from './maskReport.ts';
import { reportHtml } from './reportHtml.ts';
import { reportMarkdown } from './reportMarkdown.ts';
import type { ReportView } from './reportView.ts';

export type ReportForm = 'html' | 'md' | 'json';

/** Failing rows of one rule that a report for people shows. */
export const MOST_WRITTEN = 50;

export interface WrittenReport {
  readonly view: ReportView;
  /** As `reportJson` makes it. */
  readonly json: Row;
  /** By rule: the first failing rows, at most `MOST_WRITTEN`. */
  readonly tables: ReadonlyMap<string, FailingTable>;
  /** Columns of which no value is written. */
  readonly masked: readonly string[];
  readonly text: Text;
}

/** A report as a file: self-contained HTML, Markdown, or the JSON of `validate-data`. */
export function writeReport(form: ReportForm, { view, json, tables, masked, text }: WrittenReport): string {
  if (form === 'json') return `${exactJsonLines(masked.length === 0 ? json : maskJson(json, masked))}\n`;
  const shown = maskView(view, masked);
  const rows = new Map([...tables].map(([rule, table]) => [rule, maskTable(table, masked)]));
  return form === 'html' ? reportHtml(shown, rows, text) : reportMarkdown(shown, rows, text);
}
