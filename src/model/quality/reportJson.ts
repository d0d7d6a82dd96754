import { parseExactJson } from '../table/exactJson.ts';
import { isList, isStruct, type Row, type Value } from '../table/value.ts';
import { VERDICTS, type RuleOutcome, type Sample, type ValidationReport } from './report.ts';
import { columnsOf } from './rule.ts';
import { errorSentences, warningSentences, type Say } from './sentences.ts';
import { isAboutAll } from './verdict.ts';

/** A report as `validate-data` prints it and `--report-file` keeps it: the names of the script, and ours. */
export function reportJson(report: ValidationReport, say: Say): Row {
  const { file, rows, columns, validation, rules, durationMs } = report;
  return {
    ...{ file, rows, columns, validation },
    errors: errorSentences(rules, say),
    warnings: warningSentences(rules, say),
    rules: rules.map(ruleJson),
    duration_ms: Math.round(durationMs * 10) / 10,
  };
}

function ruleJson({ rule, verdict, checked, failed, nulls, samples, reason }: RuleOutcome): Row {
  return {
    ...{ id: rule.id, kind: rule.kind, column: columnJson(columnsOf(rule)), severity: rule.severity },
    ...{ verdict, checked, failed, nulls, fraction: isAboutAll(rule) ? failed : fractionOf({ checked, failed }) },
    samples: samples.map(sampleJson),
    reason: reason && { code: reason.code, params: reason.params },
  };
}

/** A list where the rule is about several together. */
const columnJson = (columns: readonly string[]): Value => (columns.length > 1 ? columns : (columns[0] ?? null));

const sampleJson = ({ row, value, file, rowGroup }: Sample): Row => ({ row, value, file, row_group: rowGroup });

/** 0–1. */
export const fractionOf = ({ checked, failed }: Pick<RuleOutcome, 'checked' | 'failed'>): number =>
  checked === 0 ? 0 : failed / checked;

/** What an earlier report says of a rule. */
export type EarlierOutcome = Pick<RuleOutcome, 'verdict' | 'checked' | 'failed'> & { readonly id: string };

export interface EarlierReport {
  readonly rows: number;
  readonly rules: readonly EarlierOutcome[];
}

/** A report that was kept, as far as another one is compared with it; undefined when the text is none. */
export function readReportJson(text: string): EarlierReport | undefined {
  const value = parse(text);
  if (!isStruct(value)) return undefined;
  const { rows, rules } = value;
  if (!isCount(rows) || !isList(rules)) return undefined;
  const read = rules.map(readRule);
  return read.includes(undefined) ? undefined : { rows, rules: read.filter(rule => rule !== undefined) };
}

function readRule(value: Value): EarlierOutcome | undefined {
  if (!isStruct(value)) return undefined;
  const { id, verdict: said, checked, failed } = value;
  const verdict = VERDICTS.find(known => known === said);
  return typeof id === 'string' && verdict && isCount(checked) && isCount(failed)
    ? { id, verdict, checked, failed }
    : undefined;
}

const isCount = (value: Value | undefined): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

function parse(text: string): Value | undefined {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}
