import { VALIDATIONS } from '../../model/dataset/checkState.ts';
import { readPartitions, STATE } from '../../model/dataset/layout.ts';
import type { Manifest } from '../../model/dataset/stateFile.ts';
import { worstOf, type LastVerdict, type LastVerdicts } from '../../model/quality/lastVerdict.ts';
import type { RuleOutcome, ValidationReport, Verdict } from '../../model/quality/report.ts';
import { worstFirst } from '../../model/quality/verdict.ts';
import { readManifest, readStanding, readState } from '../dataset/stateFiles.ts';
import type { DatasetFolder } from '../ports.ts';
import type { FailingRows } from './failingRows.ts';

/** What is looked at: a dataset, or one day of it. */
export interface DatasetDays {
  readonly folder: DatasetFolder;
  /** Null: all. */
  readonly date: string | null;
}

/** One that somebody has spoilt says nothing; the next validation writes it anew. */
export const readLastVerdicts = async (folder: DatasetFolder): Promise<LastVerdicts> =>
  (await readState(folder, STATE.validations, VALIDATIONS).catch(() => null)) ?? {};

/** The verdict of a day as it stands there now. */
export const currentVerdict = (last: LastVerdict | undefined, manifest: Manifest | null): LastVerdict | null =>
  last && manifest && last.sha256 === manifest.sha256 ? last : null;

/** The worst verdict of the days as they stand; null: none has one. Reads no more days than it must. */
export async function worstVerdict(folder: DatasetFolder): Promise<Verdict | null> {
  const all = Object.entries(await readLastVerdicts(folder)).map(([date, last]) => ({ ...last, date }));
  for (const last of worstFirst(all))
    if (currentVerdict(last, await readManifest(folder, last.date))) return last.verdict;
  return null;
}

/**
 * Rows at the last validation of the same; null before the first. Those of a whole dataset are no sum of its days: some
 * may never have been validated, others alone and since.
 */
export async function rowsBefore({ folder, date }: DatasetDays): Promise<number | null> {
  const all = await readLastVerdicts(folder);
  if (date !== null) return all[date]?.rows ?? null;
  const whole = Object.values(all).filter(one => typeof one.whole_rows === 'number');
  const [last] = whole.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return last?.whole_rows ?? null;
}

/** What stands there before a validation reads it: a day that is written meanwhile gets no verdict. */
export async function readMarks({ folder, date }: DatasetDays): Promise<ReadonlyMap<string, Manifest>> {
  const marks = new Map<string, Manifest>();
  for (const day of date === null ? await readDates(folder) : [date]) {
    const manifest = await readStanding(folder, day);
    if (manifest && manifest.rows > 0) marks.set(day, manifest);
  }
  return marks;
}

const readDates = async (folder: DatasetFolder): Promise<readonly string[]> =>
  readPartitions(await folder.list('')).dates;

export interface Validated {
  readonly report: ValidationReport;
  readonly failing: FailingRows;
  readonly marks: ReadonlyMap<string, Manifest>;
  /** Of a file of the report. */
  dateOf(file: string): string | null;
  /** All days were looked at. */
  readonly isWhole: boolean;
  readonly now: Date;
}

/** Keeps the verdict of each day that was looked at; those of days that are gone go. */
export async function keepVerdicts(folder: DatasetFolder, validated: Validated): Promise<void> {
  const { report, marks, now, isWhole } = validated;
  const rulesOf = createRulesOf(validated);
  const kept = { ...(await readLastVerdicts(folder)) };
  const dates = await readDates(folder);
  const found = new Map<string, LastVerdict>();
  for (const [date, { sha256, rows }] of marks) {
    if ((await readManifest(folder, date))?.sha256 !== sha256) continue;
    const telling = rulesOf(date);
    const verdict = worstOf(telling.map(one => one.verdict));
    const whole_rows = isWhole ? report.rows : null;
    found.set(date, { verdict, at: now.toISOString(), rows, whole_rows, sha256, rules: idsOf(telling, verdict) });
  }
  const all = dates.flatMap((date): [string, LastVerdict][] => {
    const verdict = found.get(date) ?? kept[date];
    return verdict ? [[date, verdict]] : [];
  });
  await folder.write(STATE.validations, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
}

const idsOf = (outcomes: readonly RuleOutcome[], wanted: Verdict): readonly string[] =>
  outcomes.filter(({ verdict }) => verdict === wanted).map(({ rule }) => rule.id);

/** A rule that failed on rows tells of the days that hold them; one about the whole, or that could not run, of all. */
function createRulesOf({ report, failing, dateOf }: Validated): (date: string) => readonly RuleOutcome[] {
  const telling = report.rules
    .filter(({ verdict }) => verdict !== 'passed')
    .map(outcome => ({ outcome, dates: failing.files([outcome.rule.id]).map(dateOf) }));
  return date =>
    telling.filter(({ dates }) => dates.length === 0 || dates.includes(date)).map(({ outcome }) => outcome);
}
