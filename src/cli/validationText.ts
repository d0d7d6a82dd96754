import type { RuleOutcome, Sample, ValidationReport, Verdict } from '../model/quality/report.ts';
import { tellOutcome } from '../model/quality/tellOutcome.ts';
import type { Threshold } from '../model/quality/rule.ts';
import { percentageText } from '../model/quality/ruleText.ts';
import { leavesNulls, worstFirst } from '../model/quality/verdict.ts';
import { exactJson } from '../model/table/exactJson.ts';
import { duration, figure, type Words } from './texts.ts';

const MARKS: Readonly<Record<Verdict, string>> = { passed: '✓', warned: '!', failed: '✗', could_not_run: '?' };

/** The verdict first, then the rules, the worst first, with some of the rows to look at. */
export function validationText(report: ValidationReport, words: Words): string {
  const { rules } = report;
  const width = Math.max(0, ...rules.map(({ rule }) => rule.id.length));
  const lines = worstFirst(rules).flatMap(outcome => [
    `  ${MARKS[outcome.verdict]} ${outcome.rule.id.padEnd(width)}  ${told(outcome, words)}`,
    ...(outcome.verdict === 'passed' ? [] : samplesOf(outcome, report, words)),
  ]);
  return [...head(report, words), '', ...lines].join('\n');
}

function head({ file, rows, columns, validation, rules, durationMs }: ValidationReport, words: Words): string[] {
  const { language } = words;
  const shape = { file, rows: figure(rows, language), columns: figure(columns.length, language) };
  const counts = (['failed', 'could_not_run', 'warned', 'passed'] as const)
    .map(verdict => ({ verdict, count: rules.filter(one => one.verdict === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => words.say(`cli.validate.count.${verdict}`, { count: figure(count, language) }));
  return [words.say(`cli.validate.${validation}`, shape), [...counts, duration(durationMs, language)].join(' · ')];
}

function told(outcome: RuleOutcome, words: Words): string {
  const { code, params } = tellOutcome(outcome);
  const figures = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'number' ? figure(value, words.language) : value,
  ]);
  const sentence = words.say(`quality.${code}`, Object.fromEntries(figures));
  if (outcome.verdict === 'passed' && outcome.failed > 0)
    return `${sentence} (${words.say('cli.validate.allowed', { threshold: thresholdText(outcome.rule.threshold, words) })})`;
  if (outcome.failed === 0 || !leavesNulls(outcome)) return sentence;
  return `${sentence} (${words.say('cli.validate.nulls', { count: figure(outcome.nulls, words.language) })})`;
}

const thresholdText = (threshold: Threshold, { language }: Words): string =>
  'count' in threshold ? figure(threshold.count, language) : percentageText(threshold.share);

const SHOWN = 3;

function samplesOf({ samples }: RuleOutcome, report: ValidationReport, words: Words): string[] {
  return samples.slice(0, SHOWN).map(sample => {
    const place = { row: figure(sample.row, words.language), file: sample.file, value: shortened(sample) };
    return `      ${words.say(sample.file === report.file ? 'cli.validate.sample' : 'cli.validate.sample_in', place)}`;
  });
}

/** A text may be a whole page. */
function shortened({ value }: Sample): string {
  const text = exactJson(value);
  return text.length > 60 ? `${Array.from(text.slice(0, 120)).slice(0, 59).join('')}…` : text;
}
