import type { ColumnType } from '../table/columnType.ts';
import { exactJson } from '../table/exactJson.ts';
import { isExactDecimal, type Value } from '../table/value.ts';
import { isNested, valueText } from './cellText.ts';
import type { CopyForm, ValueKind } from './table.ts';

export interface CopiedColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly kind: ValueKind;
}

/** A text that is `head`, the rows with `between` between them, and `tail`. */
export interface CopyText {
  readonly head: string;
  row(values: readonly Value[]): string;
  readonly between: string;
  readonly tail: string;
}

/**
 * Rows as other programs paste them, each value with all its digits. Nothing is added to texts that begin with `=`, `+`, `-`
 * or `@`: they are data, and whoever opens them in a spreadsheet sees what the file holds.
 * - tsv: as spreadsheets write and paste it; quoted where a value holds a tab, a line end or begins with a quote.
 * - csv: RFC 4180.
 * - json: a list of objects. What JSON has no number for (NaN, Infinity) is a text; of two columns with one name the second
 *   is `name_2`.
 * - markdown: a table of GitHub's, numbers to the right.
 *
 * NULL is nothing at all in the first two, and `""` the empty text; null in JSON; `*NULL*` in Markdown.
 */
export function copyText(form: CopyForm, columns: readonly CopiedColumn[], hasHeader: boolean): CopyText {
  switch (form) {
    case 'tsv':
      return separated({ separator: '\t', end: '\n', special: /[\t\r\n]|^"/ }, columns, hasHeader);
    case 'csv':
      return separated({ separator: ',', end: '\r\n', special: /[",\r\n]/ }, columns, hasHeader);
    case 'json':
      return json(columns);
    case 'markdown':
      return markdown(columns, hasHeader);
  }
}

interface Separated {
  readonly separator: string;
  readonly end: string;
  /** What must be quoted. */
  readonly special: RegExp;
}

function separated(
  { separator, end, special }: Separated,
  columns: readonly CopiedColumn[],
  hasHeader: boolean,
): CopyText {
  const field = (text: string | null): string => {
    if (text === null) return '';
    return text === '' || special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return {
    head: hasHeader ? columns.map(({ name }) => field(name)).join(separator) + end : '',
    row: values => columns.map(({ type }, at) => field(valueText(values[at] ?? null, type))).join(separator),
    ...{ between: end, tail: end },
  };
}

function json(columns: readonly CopiedColumn[]): CopyText {
  const names = distinctNames(columns).map(name => JSON.stringify(name));
  return {
    head: '[\n',
    row: values =>
      `  {${columns.map(({ type }, at) => `${names[at]}:${jsonText(values[at] ?? null, type)}`).join(',')}}`,
    ...{ between: ',\n', tail: '\n]\n' },
  };
}

function jsonText(value: Value, type: ColumnType): string {
  const isNumber = typeof value === 'number' || typeof value === 'bigint' || isExactDecimal(value);
  if (!isNumber || isNested(type)) return exactJson(value);
  const text = valueText(value, type) ?? 'null';
  return typeof value === 'number' && !Number.isFinite(value) ? `"${text}"` : text;
}

/** The second of a name is `name_2`. */
export function distinctNames(columns: readonly { readonly name: string }[]): readonly string[] {
  const taken = new Set<string>();
  return columns.map(({ name }) => {
    let own = name;
    for (let nth = 2; taken.has(own); nth++) own = `${name}_${nth}`;
    taken.add(own);
    return own;
  });
}

function markdown(columns: readonly CopiedColumn[], hasHeader: boolean): CopyText {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  // A table of GitHub's has a first line, if an empty one.
  const names = columns.map(({ name }) => (hasHeader ? escaped(name) : ''));
  const rule = columns.map(({ kind }) => (kind === 'number' ? '---:' : '---'));
  const cell = (text: string | null): string => (text === null ? '*NULL*' : escaped(text));
  return {
    head: `${line(names)}\n${line(rule)}\n`,
    row: values => line(columns.map(({ type }, at) => cell(valueText(values[at] ?? null, type)))),
    ...{ between: '\n', tail: '\n' },
  };
}

/** Inside a word `_` has no meaning. */
const MARKS = /[\\|`*<>[\]~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

const escaped = (text: string): string => text.replace(MARKS, '\\$&').replace(/\r\n?|\n/g, '<br>');
