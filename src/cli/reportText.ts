import path from 'node:path';
import { createTables } from '../adapters/outputs/tables.ts';
import { rulesThat } from '../engine/quality/failingRows.ts';
import type { Inspection } from '../engine/quality/inspectData.ts';
import { readFailing } from '../engine/quality/readFailing.ts';
import { fail } from '../model/problem.ts';
import type { FailingTable } from '../model/quality/failingTable.ts';
import type { RuleOutcome } from '../model/quality/report.ts';
import type { EarlierReport } from '../model/quality/reportJson.ts';
import { viewReport, type ReportView } from '../model/quality/reportView.ts';
import { columnsOf } from '../model/quality/rule.ts';
import { MOST_WRITTEN, writeReport, type ReportForm } from '../model/quality/writeReport.ts';
import { createSpeech } from '../model/speech.ts';
import { exactJson } from '../model/table/exactJson.ts';
import type { Row } from '../model/table/value.ts';
import type { Language } from '../model/text.ts';
import english from '../../l10n/bundle.l10n.json';
import french from '../../l10n/bundle.l10n.fr.json';

export interface ReportRequest {
  readonly form: ReportForm;
  readonly inspection: Inspection;
  /** As `--json` prints it. */
  readonly json: Row;
  /** What was validated; absolute. */
  readonly path: string;
  /** As they were named. */
  readonly name: string;
  readonly rulesFile: string | null;
  readonly earlier: EarlierReport | null;
  readonly now: Date;
  /** Columns of which no value is written. */
  readonly masked: readonly string[];
  readonly language: Language;
}

/** `--report-file`: for people, in the language of the terminal; JSON for programs. Config `mask_column_unknown`. */
export async function reportText(request: ReportRequest): Promise<string> {
  const { form, inspection, json, masked, language } = request;
  const { columns } = inspection.report;
  const unknown = masked.find(column => !columns.includes(column));
  // A misspelt name would show what nobody was to see.
  if (unknown !== undefined) throw fail('config', 'mask_column_unknown', { column: unknown });
  const catalogue = language === 'fr' ? french : english;
  const text = createSpeech(() => ({ language, catalogue }));
  const tables = form === 'json' ? new Map<string, FailingTable>() : await tablesOf(request);
  return writeReport(form, { view: viewOf(request), json, tables, masked, text });
}

function viewOf({ inspection, name, rulesFile, earlier, now }: ReportRequest): ReportView {
  const { report, failing } = inspection;
  const wrong = rulesThat(report, 'failed');
  const failingRows = failing.files(wrong).reduce((sum, file) => sum + failing.count(wrong, file), 0);
  return viewReport(report, { name, rulesFile, at: now.toISOString(), failingRows, before: earlier });
}

async function tablesOf(request: ReportRequest): Promise<ReadonlyMap<string, FailingTable>> {
  const { failing, report, quarantined } = request.inspection;
  const tables = createTables();
  const found = new Map<string, FailingTable>();
  // The rows that a quarantine has taken are gone from the files: what was seen of them is all there is.
  const isGone = quarantined !== null && quarantined.rows > 0;
  try {
    for (const outcome of report.rules) {
      const { rule } = outcome;
      const places = failing.first(rule.id, MOST_WRITTEN);
      if (places.length === 0) continue;
      const pathOf = (file: string): string => (file === report.file ? request.path : path.join(request.path, file));
      const table = isGone
        ? samplesTable(outcome)
        : await readFailing(tables, { places, judged: columnsOf(rule), pathOf });
      found.set(rule.id, shortly(table, report.file));
    }
    return found;
  } finally {
    tables.close();
  }
}

/** A file that was validated alone needs no name. */
const shortly = ({ columns, rows }: FailingTable, alone: string): FailingTable => ({
  columns,
  rows: rows.map(row => (row.file === alone ? { ...row, file: '' } : row)),
});

function samplesTable({ rule, samples }: RuleOutcome): FailingTable {
  const names = columnsOf(rule);
  return {
    columns: names.map(name => ({ name, isNumber: false, isJudged: true })),
    rows: samples.map(({ file, row, value }) => {
      const values = names.length > 1 && Array.isArray(value) ? value : [value];
      return { file, row, cells: values.map(one => (one === null || typeof one === 'string' ? one : exactJson(one))) };
    }),
  };
}
