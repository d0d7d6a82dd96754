import { reasonText } from '../problemText.ts';
import type { Text } from '../speech.ts';
import type { FailingColumn, FailingRow, FailingTable } from './failingTable.ts';
import { REPORT_MARK } from './reportMark.ts';
import type { ReportView, RuleView } from './reportView.ts';
import {
  asksText,
  changeText,
  failedText,
  headline,
  ledeText,
  secondsText,
  shareText,
  thresholdText,
  toldText,
  verdictWord,
} from './reportWords.ts';
import { worstFirst } from './verdict.ts';
import { visibleText } from './visibleText.ts';

/** For a merge request, an issue, a wiki: GitHub's tables, and nothing of the data that Markdown or HTML would read. */
export function reportMarkdown(view: ReportView, tables: ReadonlyMap<string, FailingTable>, text: Text): string {
  const rules = worstFirst(view.rules);
  return [
    `<!-- ${REPORT_MARK} -->\n\n# ${escaped(headline(view, text))}\n\n${escaped(ledeText(view, text))}\n`,
    facts(view, text),
    rulesTable(view, rules, text),
    ...rules.flatMap(rule => section(rule, tables.get(rule.id), text)),
  ].join('\n');
}

const HOSTILE = /[\\`*_{}[\]()<>#|~&!$@]/g;

/** On one line, and only text: an entity means nothing but its character, wherever it stands. */
const escaped = (text: string): string => visibleText(text).replace(HOSTILE, mark => `&#${mark.charCodeAt(0)};`);

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function facts({ name, rulesFile, at, durationMs }: ReportView, text: Text): string {
  const say = (key: string): string => text.say(`validation.fact.${key}`);
  const pairs = [
    [say('file'), name],
    [say('rules'), rulesFile ?? text.say('validation.defaultRules')],
    [say('at'), text.dateTime(at)],
    [say('duration'), secondsText(durationMs, text)],
  ];
  return `${pairs.map(([key = '', value = '']) => `- ${escaped(key)}${text.say('validation.colon')} ${escaped(value)}`).join('\n')}\n`;
}

function rulesTable({ before }: ReportView, rules: readonly RuleView[], text: Text): string {
  const names = [
    'verdict',
    'rule',
    'severity',
    'checked',
    'failed',
    'share',
    'threshold',
    ...(before ? ['before'] : []),
  ];
  const isNumber = (name: string): boolean => !['verdict', 'rule', 'severity'].includes(name);
  const lines = rules.map(rule =>
    row([
      ...[verdictWord(rule.verdict, text), `${escaped(asksText(rule, text))} (${escaped(rule.id)})`],
      ...[text.say(`validation.severity.${rule.severity}`), text.number(rule.checked), failedText(rule, text)],
      ...[shareText(rule, text), thresholdText(rule, text), ...(before ? [changeText(rule, text)] : [])],
    ]),
  );
  const head = row(names.map(name => text.say(`validation.column.${name}`)));
  return `${[head, row(names.map(name => (isNumber(name) ? '---:' : '---'))), ...lines].join('\n')}\n`;
}

function section(rule: RuleView, table: FailingTable | undefined, text: Text): readonly string[] {
  if (rule.verdict === 'passed') return [];
  const title = `## ${escaped(verdictWord(rule.verdict, text))}${text.say('validation.colon')} ${escaped(asksText(rule, text))}`;
  const told = escaped(toldText(rule.told, text));
  const isShown = table !== undefined && table.rows.length > 0;
  return [`${title}\n\n${told}\n`, ...(isShown ? [rowsTable(rule, table, text)] : [])];
}

function rowsTable({ failed }: RuleView, { columns, rows, problem }: FailingTable, text: Text): string {
  const isNamed = rows.some(({ file }) => file !== '');
  const named = (file: string): readonly string[] => (isNamed ? [file] : []);
  const head = [
    ...named(text.say('validation.column.file')),
    text.say('validation.column.row'),
    ...columns.map(nameOf),
  ];
  const marks = [...named('---'), '---:', ...columns.map(({ isNumber }) => (isNumber ? '---:' : '---'))];
  const lines = rows.map(one => row([...named(escaped(one.file)), text.number(one.row + 1), ...cellsOf(one)]));
  const more = text.say('validation.shown', { shown: text.number(rows.length), total: text.number(failed) });
  const missing = problem ? `${escaped(reasonText(problem, text))}\n\n` : '';
  return `${[row(head), row(marks), ...lines].join('\n')}\n\n${missing}${more}\n`;
}

const nameOf = ({ name }: FailingColumn): string => escaped(name);

const cellsOf = ({ cells }: FailingRow): readonly string[] =>
  cells.map(cell => (cell === null ? '*NULL*' : cell === '' ? '""' : escaped(cell)));
