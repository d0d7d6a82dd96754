import type { Reason } from '../problem.ts';
import type { ColumnType } from '../table/columnType.ts';
import { isNull, type ColumnValues } from '../table/columnValues.ts';
import { isList, type Value } from '../table/value.ts';
import { doesNotFit } from './bounds.ts';
import type { Check, MatchTexts, Passes, Seen, Surroundings } from './checkTypes.ts';
import type { Rule } from './rule.ts';

/** Of texts in code points, of lists in elements. */
export function hasLength(rule: Extract<Rule, { kind: 'length' }>, type: ColumnType): Passes | Reason {
  if (!['text', 'json', 'list', 'null'].includes(type.kind)) return doesNotFit(rule, type);
  const [low, high] = [rule.min ?? 0, rule.max ?? Infinity];
  return value => {
    const length = lengthOf(value);
    return length >= low && length <= high;
  };
}

export const lengthOf = (value: Value): number =>
  typeof value === 'string' ? codePoints(value) : isList(value) ? value.length : NaN;

const SURROGATE = /[\ud800-\udfff]/;
const codePoints = (text: string): number => (SURROGATE.test(text) ? Array.from(text).length : text.length);

/** Texts go to the matcher so many at a time: its deadline is for each time. */
const BATCH = 10_000;

/** Found anywhere in the text, as JSON Schema's `pattern`: `^…$` asks for all of it. */
export function matchesPattern(
  rule: Extract<Rule, { kind: 'pattern' }>,
  type: ColumnType,
  matcher: Surroundings['matcher'],
): Check | Reason {
  if (!['text', 'json', 'null'].includes(type.kind)) return doesNotFit(rule, type);
  const match = matcher(rule.pattern, rule.ignoreCase);
  return {
    columns: [rule.column],
    learn: ({ nulls }, rows) => (nulls === rows ? { nulls, failing: [] } : null),
    see: ([values = []]) => seeTexts(values, { match, column: rule.column }),
  };
}

interface Matching {
  readonly match: MatchTexts;
  readonly column: string;
}

async function seeTexts(values: ColumnValues, { match, column }: Matching): Promise<Seen | Reason> {
  const failing: number[] = [];
  let nulls = 0;
  let [places, texts]: [number[], string[]] = [[], []];
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (isNull(value)) nulls += 1;
    else if (typeof value === 'string') [places[places.length], texts[texts.length]] = [at, value];
    else failing.push(at);
    if (texts.length < BATCH && at + 1 < values.length) continue;
    const matched = texts.length === 0 ? new Uint8Array() : await match(texts);
    if ('code' in matched) return { ...matched, params: { ...matched.params, column } };
    for (const [index, place] of places.entries()) if (matched[index] !== 1) failing.push(place);
    [places, texts] = [[], []];
  }
  return { nulls, failing: failing.sort((a, b) => a - b) };
}
