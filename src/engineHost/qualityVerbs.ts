import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { rulesThat, type FailingRows } from '../engine/quality/failingRows.ts';
import type { Inspection } from '../engine/quality/inspectData.ts';
import { fileProblem } from '../model/fileProblem.ts';
import { fail, ProblemError } from '../model/problem.ts';
import type { RuleOutcome } from '../model/quality/report.ts';
import type { Rule } from '../model/quality/rule.ts';
import { tellOutcome } from '../model/quality/tellOutcome.ts';
import { exactJson, exactJsonLines } from '../model/table/exactJson.ts';
import type { Value } from '../model/table/value.ts';
import type { Handlers } from '../protocol/peer.ts';
import type {
  FindingPlace,
  QualityVerbs,
  RuleFinding,
  ValidationAnswer,
  ValidationAsked,
} from '../protocol/quality.ts';
import { languageOf } from './readInputFile.ts';
import { createStoppable } from './stoppable.ts';

/** Failing rows of one rule in a list that a person reads; all of them are in an extract. */
const PLACES = 100;
const VALUE_CHARACTERS = 120;

export function createQualityVerbs(): Handlers<QualityVerbs> {
  const running = createStoppable();
  return {
    validateData: asked =>
      running.run(asked.id, async signal => answerOf(asked, await inspect(asked, { signal, splits: false }))),
    quarantineRows: asked => running.run(asked.id, signal => quarantine(asked, signal)),
    stopValidation: ({ id }) => running.stop(id),
    tableRow: ({ file, row }) => readRow(file, row),
  };
}

interface How {
  readonly signal: AbortSignal;
  readonly splits: boolean;
}

async function inspect({ path: file, rulesFile }: ValidationAsked, { signal, splits }: How): Promise<Inspection> {
  const rules = await readRulesOf(rulesFile);
  const { inspectData } = await import('../adapters/composeQuality.ts');
  return inspectData({
    ...{ file, rules, signal, now: new Date(), before: null, extract: null },
    quarantine: splits ? { waitSeconds: 0 } : null,
  });
}

/** Validated once more: the days that were written again have a verdict, too. */
async function quarantine(asked: ValidationAsked, signal: AbortSignal) {
  const { quarantined } = await inspect(asked, { signal, splits: true });
  const after = await inspect(asked, { signal, splits: false });
  const { rows = 0, left = 0, partitions = [] } = quarantined ?? {};
  return { rows, left, days: partitions.length, validation: answerOf(asked, after) };
}

async function readRulesOf(file: string | null): Promise<readonly Rule[]> {
  if (file === null) return (await import('../engine/quality/buildRules.ts')).DEFAULT_RULES;
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw fileProblem(error, file);
  });
  const { readRules } = await import('../engine/quality/readRules.ts');
  const { rules, problems } = readRules(text, { language: languageOf(file) });
  const [first] = problems;
  if (!first) return rules;
  const { code, params, line, column } = first;
  throw new ProblemError({ kind: 'config', code, params, file, line, column });
}

function answerOf({ path: at }: ValidationAsked, { report, failing, warnings, isOurs }: Inspection): ValidationAnswer {
  const wrong = rulesThat(report, 'failed');
  const files = failing.files(wrong);
  const rows = files.reduce((sum, file) => sum + failing.count(wrong, file), 0);
  const place: Place = {
    pathOf: file => (file === report.file ? at : path.join(at, file)),
    nameOf: file => (file === report.file ? path.basename(at) : file),
  };
  return {
    ...{ path: at, rows: report.rows, columns: report.columns.length, validation: report.validation, warnings },
    rules: report.rules.map(outcome => findingOf(outcome, failing, place)),
    quarantine: isOurs ? { rows, days: files.length } : null,
  };
}

interface Place {
  pathOf(file: string): string;
  nameOf(file: string): string;
}

function findingOf(outcome: RuleOutcome, failing: FailingRows, { pathOf, nameOf }: Place): RuleFinding {
  const { rule, verdict, failed, samples } = outcome;
  const known = new Map(samples.map(({ file, row, value }) => [`${file}#${row}`, valueText(value)]));
  const places = failing.first(rule.id, PLACES).map(({ file, row }): FindingPlace => {
    return { file: pathOf(file), name: nameOf(file), row, value: known.get(`${file}#${row}`) ?? null };
  });
  return { id: rule.id, verdict, failed, told: tellOutcome(outcome), places };
}

function valueText(value: Value): string {
  const text = exactJson(value);
  return text.length > VALUE_CHARACTERS ? `${text.slice(0, VALUE_CHARACTERS - 1)}…` : text;
}

async function readRow(file: string, row: number): Promise<string> {
  const { createTables } = await import('../adapters/outputs/tables.ts');
  const tables = createTables();
  try {
    const reader = await tables.openTableFile(file);
    const [found] = await reader.read({ from: row, count: 1 });
    if (!found) throw fail('data', 'row_gone', { path: file, row });
    return `${exactJsonLines(found)}\n`;
  } finally {
    tables.close();
  }
}
