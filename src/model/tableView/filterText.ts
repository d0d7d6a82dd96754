import type { Reason } from '../problem.ts';
import { digitsOf, isEqual, plainText } from '../table/digits.ts';
import { exactJson, parseExactJson } from '../table/exactJson.ts';
import { ExactDecimal, type Value } from '../table/value.ts';
import type { Bound, PartFilter, PartWay, RangeFilter, ReadFilter, TableFilter } from './filter.ts';
import { dateSpan, momentSpan, type TimeSpan } from './filterTimes.ts';
import type { ValueKind } from './table.ts';

const OPERATORS: Readonly<Record<string, Operator>> = {
  ...{ '>=': '>=', '=>': '>=', '≥': '>=', '>': '>', '<=': '<=', '=<': '<=', '≤': '<=', '<': '<' },
  ...{ '!=': '!=', '<>': '!=', '≠': '!=', '==': '=', '=': '=' },
};
type Operator = '<' | '<=' | '>' | '>=' | '=' | '!=';

const OPERATED = /^(>=|=>|≥|<>|<=|=<|≤|!=|≠|==|=|>|<)\s*(.*)$/su;

/**
 * What a person types above a column, read by what its values are like:
 * - `= NULL`, `!= NULL`: of every column. `= "NULL"` is the text.
 * - Numbers: `10` or `= 10`, `!= 10`, `> 10`, `>= 10` or `≥ 10`, `<`, `<=`, `10..20` with both ends, `10..<20` without its
 *   upper one, `10..`, `..20`, NaN, Infinity. All digits count.
 * - Dates and moments: the same, with any beginning of one, which is all that begins so: `2026-11` is that month,
 *   `> 2026-11` is after it, `2026-11-05 10` that hour. Without an offset instants are in UTC, as they are shown.
 * - `true`, `false`.
 * - Texts: bare is what they hold, `^abc` how they begin, `abc$` how they end, `^abc$` what they are: whatever the case.
 *   `= abc`, `!= abc`, `> abc` …: letter by letter, in the order of code points. In quotes, `"10$"` or `'> 5'`, nothing
 *   has a meaning of its own, and a quote is written twice; `""` or `= ""` is the empty text.
 * - Binary: as texts, in hexadecimal, with or without `0x`.
 * - Nested: bare is what its JSON holds; `= {"a":1}` all of it.
 *
 * Codes of a fault: `filter_number`, `filter_date`, `filter_timestamp`, `filter_boolean`, `filter_binary`, `filter_json`
 * (each with `text`), `filter_operator` and `filter_value` (with `operator`).
 */
export function readFilter(typed: string, kind: ValueKind): ReadFilter {
  const text = typed.trim();
  if (text === '') return { filter: null };
  const [, sign = '', operand = ''] = OPERATED.exec(text) ?? [];
  const operator = OPERATORS[sign];
  if (operator === undefined) return filterOf(readBare(text, kind));
  if (operand === '') return { fault: { code: 'filter_value', params: { operator: sign } } };
  const isNegated = operator === '!=';
  if (/^null$/i.test(operand) && (operator === '=' || isNegated)) return { filter: { test: 'null', isNegated } };
  return filterOf(readOperated({ operator, operand }, kind));
}

const filterOf = (read: TableFilter | Reason): ReadFilter => ('code' in read ? { fault: read } : { filter: read });

interface Operated {
  readonly operator: Operator;
  readonly operand: string;
}

function readBare(text: string, kind: ValueKind): TableFilter | Reason {
  switch (kind) {
    case 'number':
    case 'date':
    case 'timestamp':
      return readSpan(text, kind) ?? readOperated({ operator: '=', operand: text }, kind);
    case 'boolean':
      return readOperated({ operator: '=', operand: text }, kind);
    case 'binary': {
      const part = partOf(text);
      const hex = hexOf(part.text);
      return hex === undefined ? faultOf(kind, text) : { ...part, text: hex };
    }
    case 'nested': {
      const quoted = unquoted(text);
      return { test: 'part', way: 'holds', text: (quoted ?? text).toLowerCase() };
    }
    case 'text':
    case 'null':
      return unquoted(text) === '' ? rangeOf('text', '=', '') : partOf(text);
  }
}

function partOf(text: string): PartFilter {
  const quoted = unquoted(text);
  if (quoted !== undefined) return { test: 'part', way: 'holds', text: quoted.toLowerCase() };
  const [begins, ends] = [text.startsWith('^'), text.endsWith('$')];
  const bare = text.slice(begins ? 1 : 0, ends && text.length > 1 ? -1 : undefined);
  // Alone each of them is a text to look for.
  if (bare === '') return { test: 'part', way: 'holds', text };
  const way: PartWay = begins && ends ? 'is' : begins ? 'begins' : ends ? 'ends' : 'holds';
  return { test: 'part', way, text: bare.toLowerCase() };
}

function unquoted(text: string): string | undefined {
  const [, quote = '', inner = ''] = /^(["'])(.*)\1$/su.exec(text) ?? [];
  return quote === '' ? undefined : inner.replaceAll(quote + quote, quote);
}

type Ordered = 'number' | 'date' | 'timestamp';

const SPAN = /^(.*?)\s*\.\.\s*(<?)\s*(.*)$/su;

/** `10..20`, `10..<20`; undefined when it is none. */
function readSpan(text: string, kind: Ordered): TableFilter | Reason | undefined {
  const [, from, isBelow, to] = SPAN.exec(text) ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  const low = from === '' ? null : readOperated({ operator: '>=', operand: from }, kind);
  const high = to === '' && isBelow === '' ? null : readOperated({ operator: isBelow ? '<' : '<=', operand: to }, kind);
  for (const end of [low, high]) if (end && !('test' in end)) return end;
  const found = low ?? high;
  if (!found || !isRange(found)) return undefined;
  return { ...found, low: boundOf(low, 'low'), high: boundOf(high, 'high') };
}

const isRange = (found: TableFilter | Reason): found is RangeFilter => 'test' in found && found.test === 'range';
const boundOf = (found: TableFilter | Reason | null, end: 'low' | 'high'): Bound | null =>
  found && isRange(found) ? found[end] : null;

function readOperated({ operator, operand }: Operated, kind: ValueKind): TableFilter | Reason {
  const isEquality = operator === '=' || operator === '!=';
  switch (kind) {
    case 'number': {
      const number = readNumber(operand);
      return number === undefined ? faultOf(kind, operand) : rangeOf('number', operator, number);
    }
    case 'date':
    case 'timestamp': {
      const span = kind === 'date' ? dateSpan(operand) : momentSpan(operand);
      return span ? rangeOfSpan(operator, span) : faultOf(kind, operand);
    }
    case 'boolean': {
      if (!isEquality) return { code: 'filter_operator', params: { operator } };
      const value = BOOLEANS[operand.toLowerCase()];
      return value === undefined ? faultOf(kind, operand) : { test: 'boolean', value: value === (operator === '=') };
    }
    case 'nested':
      return isEquality ? readJson(operand, operator) : { code: 'filter_operator', params: { operator } };
    case 'binary': {
      const hex = hexOf(unquoted(operand) ?? operand);
      return hex === undefined ? faultOf(kind, operand) : rangeOf('text', operator, hex);
    }
    case 'text':
    case 'null':
      return rangeOf('text', operator, unquoted(operand) ?? operand);
  }
}

const BOOLEANS: Readonly<Record<string, boolean | undefined>> = { true: true, false: false };
const faultOf = (kind: ValueKind, text: string): Reason => ({
  code: `filter_${kind}`,
  params: { text: shortened(text) },
});
const shortened = (text: string): string => (text.length > 100 ? `${text.slice(0, 100)}…` : text);

/** A number in it: beyond, its digits alone take seconds to read. */
const LONG_NUMBER = /[\d.eE+-]{1001}/;

function readJson(operand: string, operator: Operator): TableFilter | Reason {
  if (LONG_NUMBER.test(operand.replaceAll(/"(?:[^"\\]|\\.)*"/gs, '""'))) return notJson(operand);
  try {
    return { test: 'json', text: exactJson(parseExactJson(operand)), isNegated: operator === '!=' };
  } catch {
    return notJson(operand);
  }
}

const notJson = (text: string): Reason => ({ code: 'filter_json', params: { text: shortened(text) } });

function hexOf(text: string): string | undefined {
  const hex = text.replace(/^0x/i, '').replaceAll(/\s/gu, '').toLowerCase();
  return /^[0-9a-f]*$/.test(hex) ? hex : undefined;
}

/** Beyond it, its digits alone would fill the memory; as many, compared with each row, take minutes. */
const MAX_SCALE = 1000;

/** A double where it says the same digits. */
function readNumber(text: string): Value | undefined {
  if (text.length > MAX_SCALE) return undefined;
  if (/^nan$/i.test(text)) return NaN;
  const infinity = /^([+-]?)inf(?:inity)?$/i.exec(text);
  if (infinity) return infinity[1] === '-' ? -Infinity : Infinity;
  const digits = digitsOf(
    text
      .replace(/^\+/, '')
      .replace(/^(-?)\./, '$10.')
      .replace(/\.(?=$|e)/i, ''),
  );
  if (digits === undefined || Math.abs(digits.scale) > MAX_SCALE) return undefined;
  const plain = plainText(digits);
  const double = Number(plain);
  if (Number.isFinite(double) && isEqual(digitsOf(String(double)), digits) && Math.abs(double) < 2 ** 53) return double;
  return digits.scale <= 0 ? BigInt(plain) : new ExactDecimal(plain);
}

function rangeOf(of: RangeFilter['of'], operator: Operator, value: Value): TableFilter {
  const [closed, open] = [
    { value, isOpen: false },
    { value, isOpen: true },
  ];
  const range = { test: 'range', of, low: null, high: null, isNegated: false } as const;
  switch (operator) {
    case '>':
      return { ...range, low: open };
    case '>=':
      return { ...range, low: closed };
    case '<':
      return { ...range, high: open };
    case '<=':
      return { ...range, high: closed };
    default:
      return { ...range, low: closed, high: closed, isNegated: operator === '!=' };
  }
}

function rangeOfSpan(operator: Operator, { start, end }: TimeSpan): TableFilter {
  const [first, after] = [
    { value: start, isOpen: false },
    { value: end, isOpen: true },
  ];
  const range = { test: 'range', of: 'time', low: null, high: null, isNegated: false } as const;
  switch (operator) {
    case '>':
      return { ...range, low: { value: end, isOpen: false } };
    case '>=':
      return { ...range, low: first };
    case '<':
      return { ...range, high: { value: start, isOpen: true } };
    case '<=':
      return { ...range, high: after };
    default:
      return { ...range, low: first, high: after, isNegated: operator === '!=' };
  }
}
