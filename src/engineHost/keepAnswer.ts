import path from 'node:path';
import { rulesThat, type FailingRows } from '../engine/quality/failingRows.ts';
import type { Inspection } from '../engine/quality/inspectData.ts';
import type { RuleOutcome, ValidationReport } from '../model/quality/report.ts';
import { reportJson } from '../model/quality/reportJson.ts';
import { viewReport } from '../model/quality/reportView.ts';
import { tellOutcome } from '../model/quality/tellOutcome.ts';
import { render } from '../model/text.ts';
import type { ValidationAnswer, ValidationAsked } from '../protocol/quality.ts';
import english from '../../l10n/bundle.l10n.json';
import { FORM, readKept, stampOf, writeKept, type KeptReport, type PlacedRows } from './keptReports.ts';
import { findFaults } from './ruleFaults.ts';

/** What a validation found, kept in the place of the one before, with which it is compared. */
export async function keepAnswer(asked: ValidationAsked, inspection: Inspection): Promise<ValidationAnswer> {
  const { report, failing, warnings, isOurs } = inspection;
  const wrong = rulesThat(report, 'failed');
  const files = failing.files(wrong);
  const rows = files.reduce((sum, file) => sum + failing.count(wrong, file), 0);
  const before = (await readKept(asked))?.answer.view ?? null;
  const { path: subject, name, rules } = asked;
  const about = { name, at: new Date().toISOString(), rulesFile: rules?.name ?? null, failingRows: rows, before };
  const view = viewReport({ ...report, file: name }, about);
  const answer: ValidationAnswer = {
    ...{ path: subject, rules, view, warnings, faults: await findFaults(rules, report) },
    quarantine: isOurs ? { rows, days: files.length } : null,
  };
  await writeKept(asked, await keptOf(answer, report, failing));
  return answer;
}

async function keptOf(answer: ValidationAnswer, report: ValidationReport, failing: FailingRows): Promise<KeptReport> {
  const places = placesOf(report, failing);
  const files = new Set(Object.values(places).flatMap(all => all.map(({ file }) => file)));
  const stamps: [string, string][] = [];
  for (const file of files) stamps.push([file, await stampOf(pathOf(answer.path, file))]);
  const json = reportJson({ ...report, file: answer.view.name }, say);
  return { form: FORM, answer, json, places, stamps: Object.fromEntries(stamps) };
}

/** Absolute, of a file as a report of it names it: by its own path, or below the folder. */
export const pathOf = (subject: string, file: string): string =>
  path.isAbsolute(file) ? file : path.join(subject, file);

/** Of one rule; all of them are in an extract. */
const MOST_PLACES = 10_000;
/** Of all rules: 100 rules that fail on every row must not fill the disk. */
const MOST_IN_ALL = 200_000;

function placesOf({ rules }: ValidationReport, failing: FailingRows): KeptReport['places'] {
  let left = MOST_IN_ALL;
  const all = rules.map(({ rule: { id } }): [string, readonly PlacedRows[]] => {
    const found = failing.first(id, Math.min(MOST_PLACES, left));
    left -= found.length;
    const byFile = new Map<string, number[]>();
    for (const { file, row } of found) {
      const rows = byFile.get(file) ?? [];
      byFile.set(file, rows);
      rows.push(row);
    }
    return [id, [...byFile].map(([file, rows]) => ({ file, rows }))];
  });
  return Object.fromEntries(all.filter(([, rows]) => rows.length > 0));
}

/** English, whatever the screen speaks: other programs read it. */
function say(outcome: RuleOutcome): string {
  const { code, params } = tellOutcome(outcome);
  return render(english, `quality.${code}`, params);
}
