import type { Reason } from '../problem.ts';
import type { ColumnType } from '../table/columnType.ts';
import { isNull } from '../table/columnValues.ts';
import type { Moment } from '../table/timeText.ts';
import type { Value } from '../table/value.ts';
import { doesNotFit } from './bounds.ts';
import type { Check, Ending } from './checkTypes.ts';
import { compareMoments, millisOf, momentOf } from './moments.ts';
import type { Rule } from './rule.ts';

type Freshness = Extract<Rule, { kind: 'freshness' }>;

/** The newest value's age. Texts that say moments are taken, too; the first one that does not stops the rule. */
export function freshness(rule: Freshness, { type, now }: { type: ColumnType; now: Date }): Check | Reason {
  if (!['date', 'timestamp', 'text', 'null'].includes(type.kind)) return doesNotFit(rule, type);
  let newest: { readonly moment: Moment; readonly text: string } | undefined;
  const take = (value: Value | undefined): boolean => {
    const moment = typeof value === 'string' ? momentOf(value) : undefined;
    if (!moment || typeof value !== 'string') return false;
    if (!newest || compareMoments(moment, newest.moment) > 0) newest = { moment, text: value };
    return true;
  };
  return {
    columns: [rule.column],
    learn: ({ nulls, max }, rows) => {
      if (nulls === null || (nulls < rows && (type.kind === 'text' || !take(max ?? undefined)))) return null;
      return { nulls, failing: [] };
    },
    see: ([values = []]) => {
      let nulls = 0;
      for (const value of values)
        if (isNull(value)) nulls += 1;
        else if (!take(value)) return { code: 'not_a_moment', params: { column: rule.column, value: String(value) } };
      return { nulls, failing: [] };
    },
    end: () => ending(rule, now, newest),
  };
}

/** A time without a zone, written where the day begins earlier than in UTC, lies ahead by up to 14 hours. */
const AHEAD_MS = 86_400_000;

function ending(rule: Freshness, now: Date, newest: { moment: Moment; text: string } | undefined): Ending {
  if (!newest) return { failed: 0, hasRun: false, reason: { code: 'no_values', params: { column: rule.column } } };
  const ageMs = now.getTime() - millisOf(newest.moment);
  const params = { column: rule.column, newest: newest.text, age_ms: Math.round(ageMs), max_age_ms: rule.maxAgeMs };
  // A wrong clock made it: while it stands there nothing would ever be too old.
  const isWarned = ageMs < -AHEAD_MS;
  const code = isWarned ? 'newest_in_future' : 'newest_value';
  return { failed: ageMs > rule.maxAgeMs ? 1 : 0, hasRun: true, isWarned, reason: { code, params } };
}
