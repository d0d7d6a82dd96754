import { reasonText } from '../problemText.ts';
import type { Text } from '../speech.ts';
import type { FailingTable } from './failingTable.ts';
import type { ReportView, RuleView } from './reportView.ts';
import {
  asksText,
  barOf,
  changeText,
  expectedText,
  failedText,
  headline,
  ledeText,
  longestShare,
  secondsText,
  shareText,
  thresholdText,
  toldText,
  verdictOf,
  verdictWord,
} from './reportWords.ts';
import { REPORT_MARK } from './reportMark.ts';
import { STYLE, STYLE_HASH } from './reportStyle.ts';
import { worstFirst } from './verdict.ts';
import { visibleText } from './visibleText.ts';

/** One file that loads nothing and runs nothing: it can be sent, kept and printed, whatever the data hold. */
export function reportHtml(view: ReportView, tables: ReadonlyMap<string, FailingTable>, text: Text): string {
  const rules = worstFirst(view.rules);
  const title = `${headline(view, text)} · ${view.name}`;
  return `<!doctype html>
<html lang="${text.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${STYLE_HASH}'">
<meta name="viewport" content="width=device-width">
<meta name="generator" content="${REPORT_MARK}">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1><span class="mark ${verdictOf(view)}" aria-hidden="true">${MARKS[verdictOf(view)]}</span> ${escaped(headline(view, text))}</h1>
<p>${escaped(ledeText(view, text))}</p>
${facts(view, text)}
</header>
<main>
${rulesTable(view, rules, text)}
${rules.map(rule => section(rule, tables.get(rule.id), text)).join('')}</main>
</body>
</html>
`;
}

const MARKS = { passed: '✓', warned: '!', failed: '✗', could_not_run: '?' } as const;

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' },
};

const escaped = (text: string): string => visibleText(text).replace(/[&<>"'`]/g, mark => ENTITIES[mark] ?? mark);

/** Of the data, or named by somebody: right-to-left letters in it turn nothing around it. */
const bdi = (text: string): string => `<bdi>${escaped(text)}</bdi>`;

function facts({ name, rulesFile, at, durationMs, columns }: ReportView, text: Text): string {
  const pairs: readonly (readonly [string, string])[] = [
    ['file', `<code>${bdi(name)}</code>`],
    ['rules', bdi(rulesFile ?? text.say('validation.defaultRules'))],
    ['at', escaped(text.dateTime(at))],
    ['duration', escaped(secondsText(durationMs, text))],
    ['columns', text.number(columns.length)],
  ];
  const said = pairs.map(
    ([key, value]) => `<div><dt>${escaped(text.say(`validation.fact.${key}`))}</dt><dd>${value}</dd></div>`,
  );
  return `<dl>${said.join('')}</dl>`;
}

function rulesTable({ before }: ReportView, rules: readonly RuleView[], text: Text): string {
  const longest = longestShare(rules);
  const head = (name: string, look = ''): string =>
    `<th scope="col"${look && ` class="${look}"`}>${escaped(text.say(`validation.column.${name}`))}</th>`;
  const names = ['checked', 'failed', 'share'].map(name => head(name, 'n')).join('');
  const last = before ? head('before', 'n') : '';
  const lines = rules.map(rule => ruleRow(rule, { longest, isCompared: before !== null, text }));
  return `<div class="wide" role="region" tabindex="0" aria-label="${escaped(text.say('validation.rulesList'))}"><table><thead><tr>${head('verdict')}${head('rule')}${head('severity')}${names}${head('bar')}${head('threshold', 'n')}${last}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody></table></div>`;
}

interface Around {
  readonly longest: number;
  readonly isCompared: boolean;
  readonly text: Text;
}

function ruleRow(rule: RuleView, { longest, isCompared, text }: Around): string {
  const { verdict, severity, checked, id } = rule;
  const state = `<span class="mark ${verdict}" aria-hidden="true">${MARKS[verdict]}</span> ${escaped(verdictWord(verdict, text))}`;
  const why = verdict === 'could_not_run' ? `<div class="s">${bdi(toldText(rule.told, text))}</div>` : '';
  const number = (value: string): string => `<td class="n">${escaped(value)}</td>`;
  return `<tr><td class="nw">${state}</td><td class="rule">${bdi(asksText(rule, text))} <code class="dim">${bdi(id)}</code>${why}</td><td>${escaped(text.say(`validation.severity.${severity}`))}</td>${number(text.number(checked))}${number(failedText(rule, text))}${number(shareText(rule, text))}<td>${bar(rule, longest)}</td>${number(thresholdText(rule, text))}${isCompared ? number(changeText(rule, text)) : ''}</tr>`;
}

function bar(rule: RuleView, longest: number): string {
  const drawn = barOf(rule, longest);
  if (drawn === null) return '';
  const { fill, tick } = drawn;
  return `<svg class="bar" aria-hidden="true"><rect class="bg" width="100%" height="6" y="5"/><rect class="fill" width="${fill}%" height="6" y="5"/><line class="tick" x1="${tick}%" x2="${tick}%" y1="1" y2="15"/></svg>`;
}

function section(rule: RuleView, table: FailingTable | undefined, text: Text): string {
  if (rule.verdict === 'passed') return '';
  const title = `<h2>${escaped(verdictWord(rule.verdict, text))}${escaped(text.say('validation.colon'))} ${bdi(asksText(rule, text))}</h2>`;
  const rows = table && table.rows.length > 0 ? rowsTable(rule, table, text) : '';
  return `<section>${title}<p>${bdi(toldText(rule.told, text))}</p>${rows}</section>\n`;
}

function rowsTable(rule: RuleView, { columns, rows, problem }: FailingTable, text: Text): string {
  const say = (name: string): string => escaped(text.say(`validation.column.${name}`));
  const names = columns.map(({ name, isNumber }) => `<th scope="col"${isNumber ? ' class="n"' : ''}>${bdi(name)}</th>`);
  const expected = expectedText(rule, text);
  const isNamed = rows.some(({ file }) => file !== '');
  const lines = rows.map(({ file, row, cells }) => {
    const drawn = cells.map((cell, at) => {
      const { isNumber = false, isJudged = false } = columns[at] ?? {};
      const look = [...(isNumber ? ['n'] : []), ...(isJudged ? ['hit'] : [])].join(' ');
      return `<td${look && ` class="${look}"`}>${cellHtml(cell)}</td>`;
    });
    return `<tr>${isNamed ? `<td>${bdi(file)}</td>` : ''}<td class="n">${text.number(row + 1)}</td>${drawn.join('')}${expected === '' ? '' : `<td>${bdi(expected)}</td>`}</tr>`;
  });
  const shown = { shown: text.number(rows.length), total: text.number(rule.failed) };
  const last = expected === '' ? '' : `<th scope="col">${say('expected')}</th>`;
  return `<div class="wide" role="region" tabindex="0" aria-label="${escaped(text.say('validation.failingOf', { rule: rule.id }))}"><table><thead><tr>${isNamed ? `<th scope="col">${say('file')}</th>` : ''}<th scope="col" class="n">${say('row')}</th>${names.join('')}${last}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody></table></div>${problem ? `<p>${bdi(reasonText(problem, text))}</p>` : ''}<p class="s">${escaped(text.say('validation.shown', shown))}</p>`;
}

function cellHtml(cell: string | null): string {
  if (cell === null) return '<i>NULL</i>';
  return cell === '' ? '""' : bdi(cell);
}
