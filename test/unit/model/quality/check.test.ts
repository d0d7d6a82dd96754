import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeySet } from '../../../../src/engine/quality/keySet.ts';
import { createCheck, type ValueRule } from '../../../../src/model/quality/check.ts';
import { isReason, type Check, type Surroundings } from '../../../../src/model/quality/checkTypes.ts';
import type { Rule } from '../../../../src/model/quality/rule.ts';
import type { ColumnType } from '../../../../src/model/table/columnType.ts';
import { ExactDecimal, type Value } from '../../../../src/model/table/value.ts';
import { allFacts, packed } from '../../../fakes/tableReader.ts';

type Asked<T> = T extends ValueRule ? Omit<T, 'id' | 'severity' | 'threshold' | 'isSeed' | 'place'> : never;

const NOW = new Date('2026-11-22T12:00:00Z');
const ruleOf = (asked: Asked<ValueRule>): ValueRule => ({
  ...{ id: 'r', severity: 'error', threshold: { count: 0 }, isSeed: false, place: null },
  ...asked,
});

const around = (...kinds: readonly ColumnType['kind'][]): Surroundings => ({
  types: kinds.map(typeNamed),
  now: NOW,
  keySet: createKeySet,
  matcher: (pattern, ignoreCase) => async texts =>
    Uint8Array.from(texts, text => Number(new RegExp(pattern, ignoreCase ? 'iu' : 'u').test(text))),
});

const made = (asked: Asked<ValueRule>, ...kinds: readonly ColumnType['kind'][]) =>
  createCheck(ruleOf(asked), around(...kinds));

function typeNamed(kind: ColumnType['kind']): ColumnType {
  if (kind === 'timestamp') return { kind, isZoned: true, unit: 'micros' };
  if (kind === 'decimal') return { kind, precision: 20, scale: 2 };
  if (kind === 'list') return { kind, element: { kind: 'integer' } };
  if (kind === 'struct') return { kind, fields: [] };
  return { kind };
}

function check(asked: Asked<ValueRule>, ...kinds: readonly ColumnType['kind'][]): Check {
  const one = made(asked, ...kinds);
  if (isReason(one)) throw new Error(one.code);
  return one;
}

async function failing(one: Check, columns: readonly (readonly Value[])[], partition = ''): Promise<number[]> {
  const seen = await one.see(columns.map(packed), { rows: columns[0]?.length ?? 0, partition });
  if (isReason(seen)) throw new Error(seen.code);
  return [...seen.failing];
}

const number = fc.option(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -5, max: 5, noNaN: true })));
const text = fc.option(fc.constantFrom('', 'a', 'b', 'ab', 'É', '🚋', 'a b'));
const runs = { numRuns: 60 };

/** The places of values that are there and do not pass. */
const naive = (values: readonly Value[], passes: (value: Value) => boolean): number[] =>
  values.flatMap((value, at) => (value === null || passes(value) ? [] : [at]));

describe('rules about single values fail where a naive reading fails', () => {
  test('range', async () => {
    const bounds = fc.tuple(fc.option(fc.integer({ min: -4, max: 4 })), fc.option(fc.integer({ min: -4, max: 4 })));
    await fc.assert(
      fc.asyncProperty(fc.array(number), bounds, async (values, [min, max]) => {
        const range = check({ kind: 'range', column: 'x', min, max }, 'double');
        const expected = naive(values, one => Number(one) >= (min ?? -Infinity) && Number(one) <= (max ?? Infinity));
        expect(await failing(range, [values])).toEqual(expected);
      }),
      runs,
    );
  });

  test('not null, allowed values, length, pattern', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text), fc.nat(2), async (values, min) => {
        const one = { column: 'x' };
        expect(await failing(check({ kind: 'not_null', ...one }, 'text'), [values])).toEqual(
          values.flatMap((value, at) => (value === null ? [at] : [])),
        );
        const allowed = check({ kind: 'allowed_values', ...one, values: ['a', 'É'] }, 'text');
        expect(await failing(allowed, [values])).toEqual(naive(values, value => value === 'a' || value === 'É'));
        const length = check({ kind: 'length', ...one, min, max: 2 }, 'text');
        const codePoints = (value: Value) => [...String(value)].length;
        expect(await failing(length, [values])).toEqual(
          naive(values, value => codePoints(value) >= min && codePoints(value) <= 2),
        );
        const pattern = check({ kind: 'pattern', ...one, pattern: '^[aé]', ignoreCase: true }, 'text');
        expect(await failing(pattern, [values])).toEqual(naive(values, value => /^[aé]/iu.test(String(value))));
      }),
      runs,
    );
  });

  test('nulls and not-a-number are counted apart', async () => {
    for (const values of [packed([1, null, 9]), [1, NaN, 9, null]]) {
      const seen = check({ kind: 'range', column: 'x', min: 0, max: 5 }, 'double').see([values], {
        rows: values.length,
        partition: '',
      });
      expect(seen).toEqual({ nulls: values.length - 2, failing: [2] });
    }
  });
});

describe('statistics', () => {
  const asked: Asked<ValueRule>[] = [
    { kind: 'not_null', column: 'x' },
    { kind: 'range', column: 'x', min: -2, max: 3 },
    { kind: 'range', column: 'x', min: null, max: 4 },
    { kind: 'allowed_values', column: 'x', values: [0, 1] },
    { kind: 'type', column: 'x', type: 'number' },
    { kind: 'type', column: 'x', type: 'integer' },
    { kind: 'unique', columns: ['x'] },
  ];

  test.each(asked)('never prove what the values deny: $kind', async one => {
    await fc.assert(
      fc.asyncProperty(fc.array(number, { maxLength: 4 }), async values => {
        const checked = check(one, 'double');
        const proven = checked.learn(allFacts(values), values.length);
        if (proven === null) return;
        expect([...proven.failing]).toEqual(await failing(checked, [values]));
        expect(proven.nulls).toBe(values.filter(value => value === null).length);
      }),
      runs,
    );
  });

  test('prove a range without reading, but not where nulls are not known or a bound lies outside', () => {
    const { learn } = check({ kind: 'range', column: 'x', min: 0, max: 10 }, 'integer');
    expect(learn({ nulls: 2, min: 0, max: 10 }, 5)).toEqual({ nulls: 2, failing: [] });
    expect(learn({ nulls: null, min: 0, max: 10 }, 5)).toBeNull();
    expect(learn({ nulls: 0, min: 0, max: 11 }, 5)).toBeNull();
    expect(learn({ nulls: 0, min: null, max: 10 }, 5)).toBeNull();
    expect(learn({ nulls: 5, min: null, max: null }, 5)).toEqual({ nulls: 5, failing: [] });
  });
});

describe('uniqueness', () => {
  test('fails each value that was seen before, nulls among them, over all row groups', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(number, text)), async rows => {
        const seen = new Set<string>();
        const expected = rows.flatMap((row, at) => {
          const key = JSON.stringify(row.map(value => (value === 0 ? 0 : value)));
          return seen.size === seen.add(key).size ? [at] : [];
        });
        const both = check({ kind: 'unique', columns: ['x', 'y'] }, 'double', 'text');
        const half = rows.length >> 1;
        const columns = (part: typeof rows) => [part.map(([x]) => x), part.map(([, y]) => y)];
        const first = await failing(both, columns(rows.slice(0, half)));
        const second = await failing(both, columns(rows.slice(half)));
        expect([...first, ...second.map(at => at + half)]).toEqual(expected);
      }),
      runs,
    );
  });

  test('across partitions fails what an earlier one has, once, and leaves what is doubled within', async () => {
    const across = check({ kind: 'unique_across_partitions', columns: ['id'] }, 'integer');
    expect(await failing(across, [[1, 2, 2, null]], 'd=1')).toEqual([]);
    expect(await failing(across, [[2, 3]], 'd=1')).toEqual([]);
    expect(await failing(across, [[2, 2, 4, null]], 'd=2')).toEqual([0]);
    expect(await failing(across, [[3, 4, 5]], 'd=3')).toEqual([0, 1]);
  });
});

describe('bounds', () => {
  const decimal = (written: string) => new ExactDecimal(written);
  test.each<[ColumnType['kind'], Value, Extract<Rule, { kind: 'range' }>['min'], boolean]>([
    ['decimal', decimal('0.30000000000000001'), 0.3, true],
    ['decimal', decimal('0.29999999999999999'), 0.3, false],
    ['decimal', decimal('9007199254740993'), 9007199254740993n, true],
    ['integer', 9007199254740992n, 9007199254740993n, false],
    ['integer', 2n ** 62n, 5, true],
    ['date', '2026-01-02', '2026-01-02', true],
    ['date', '2026-01-01', '2026-01-02', false],
    ['timestamp', '2026-01-01T00:00:00.5Z', '2026-01-01T00:00:00Z', true],
    ['timestamp', '2026-01-01T00:00:00Z', '2026-01-01T02:00:00+01:00', false],
    ['timestamp', '2026-01-01T23:00:00.123456789Z', '2026-01-01', true],
    ['text', 'b', 'a', true],
    ['text', 'B', 'a', false],
  ])('%s %s from %s on: %s', async (kind, value, min, passes) => {
    const range = check({ kind: 'range', column: 'x', min, max: null }, kind);
    expect(await failing(range, [[value]])).toEqual(passes ? [] : [0]);
  });
});

test('a number is allowed however its column holds it', async () => {
  const allowed = (kind: ColumnType['kind']) =>
    check({ kind: 'allowed_values', column: 'x', values: [1.5, 2n ** 60n] }, kind);
  expect(await failing(allowed('decimal'), [[new ExactDecimal('1.5'), new ExactDecimal('1.6')]])).toEqual([1]);
  expect(await failing(allowed('double'), [[1.5, 1.6]])).toEqual([1]);
  expect(await failing(allowed('integer'), [[2n ** 60n, 2n ** 60n + 1n]])).toEqual([1]);
  expect(await failing(allowed('decimal'), [[new ExactDecimal(String(2n ** 60n))]])).toEqual([]);
  // As a rules file gives it: a double that holds it exactly.
  const double = check({ kind: 'allowed_values', column: 'x', values: [2 ** 53 + 2] }, 'integer');
  expect(await failing(double, [[2n ** 53n + 2n, 2n ** 53n + 3n]])).toEqual([1]);
});

test('a column of single precision is compared in single precision', async () => {
  const value = Math.fround(0.3);
  expect(await failing(check({ kind: 'range', column: 'x', min: 0.1, max: 0.3 }, 'float'), [[value]])).toEqual([]);
  expect(await failing(check({ kind: 'allowed_values', column: 'x', values: [0.3] }, 'float'), [[value]])).toEqual([]);
  expect(await failing(check({ kind: 'range', column: 'x', min: 0.1, max: 0.3 }, 'double'), [[value]])).toEqual([0]);
});

test('of texts those that say a time lie in a range of times, whatever their zone, and statistics prove nothing', async () => {
  const range = check({ kind: 'range', column: 'x', min: '2026-01-05', max: '2026-01-05T23:59:59Z' }, 'text');
  const values = ['2026-01-05', '2026-01-06T01:00:00+02:00', '2026-01-05T23:00:00-05:00', 'later', ''];
  expect(await failing(range, [values])).toEqual([2, 3, 4]);
  expect(range.learn({ nulls: 0, min: '2026-01-05', max: '2026-01-05T12:00:00Z' }, 5)).toBeNull();
});

test('a range of the script’s compares texts as texts, as it does', async () => {
  const rule = ruleOf({ kind: 'range', column: 'x', min: '2026-01-05', max: null });
  const range = createCheck({ ...rule, isSeed: true }, around('text'));
  if (isReason(range)) throw new Error(range.code);
  expect(await failing(range, [['2026-01-04T23:00:00-05:00', '2026-01-05', 'later']])).toEqual([0]);
});

test('of values of many kinds only texts match a pattern', async () => {
  const pattern = check({ kind: 'pattern', column: 'x', pattern: 'a', ignoreCase: false }, 'json');
  expect(await failing(pattern, [['b', 1, 'a', ['a'], null, 'c']])).toEqual([0, 1, 3, 5]);
});

describe('a rule that does not fit its column', () => {
  test.each<[Asked<ValueRule>, ColumnType['kind']]>([
    [{ kind: 'allowed_values', column: 'x', values: [1] }, 'text'],
    [{ kind: 'range', column: 'x', min: 1, max: 2 }, 'text'],
    [{ kind: 'range', column: 'x', min: 'a', max: null }, 'integer'],
    [{ kind: 'range', column: 'x', min: 'yesterday', max: null }, 'timestamp'],
    [{ kind: 'range', column: 'x', min: 0, max: 1 }, 'boolean'],
    [{ kind: 'allowed_values', column: 'x', values: ['1'] }, 'integer'],
    [{ kind: 'length', column: 'x', min: 1, max: 2 }, 'double'],
    [{ kind: 'pattern', column: 'x', pattern: 'a', ignoreCase: false }, 'integer'],
    [{ kind: 'freshness', column: 'x', maxAgeMs: 1 }, 'integer'],
  ])('%j on %s says so', (asked, kind) => {
    expect(made(asked, kind)).toMatchObject({ code: 'rule_does_not_fit', params: { rule: asked.kind, column: 'x' } });
  });
});

describe('types', () => {
  test.each<[ColumnType['kind'], Value, string[]]>([
    ['boolean', true, ['boolean']],
    ['integer', 1, ['integer', 'number']],
    ['double', 1, ['integer', 'number']],
    ['double', 1.5, ['number']],
    ['decimal', new ExactDecimal('1'), ['integer', 'number']],
    ['text', '2026-01-01', ['text']],
    ['date', '2026-01-01', ['date']],
    ['timestamp', '2026-01-01T00:00:00Z', ['timestamp']],
    ['list', [1], ['list']],
    ['struct', {}, ['struct']],
    ['json', 'x', ['text']],
    ['json', [], ['list']],
    ['json', 1, ['integer', 'number']],
    ['json', '2026-01-01', ['text', 'date']],
    ['json', '2026-01-01T00:00:00Z', ['text', 'timestamp']],
  ])('%s %j is of %j', async (kind, value, expected) => {
    const names = ['boolean', 'integer', 'number', 'text', 'date', 'timestamp', 'list', 'struct'] as const;
    const fitting = [];
    for (const type of names)
      if ((await failing(check({ kind: 'type', column: 'x', type }, kind), [[value]])).length === 0) fitting.push(type);
    expect(fitting).toEqual(expected);
  });
});

describe('freshness', () => {
  const fresh = (kind: ColumnType['kind'], maxAgeMs = 3_600_000) =>
    check({ kind: 'freshness', column: 'x', maxAgeMs }, kind);

  test('is the age of the newest value, wherever it stands', async () => {
    const one = fresh('timestamp');
    await failing(one, [['2026-11-22T11:30:00Z', null, '2026-11-20T00:00:00Z']]);
    await failing(one, [['2026-11-21T00:00:00Z']]);
    expect(one.end?.()).toMatchObject({ failed: 0, hasRun: true, reason: { params: { age_ms: 1_800_000 } } });
  });

  test('is told of where the newest value lies in the future, by more than time zones differ', async () => {
    const [ahead, zone] = [fresh('timestamp'), fresh('timestamp')];
    await failing(ahead, [['2099-01-01T00:00:00Z']]);
    expect(ahead.end?.()).toMatchObject({ failed: 0, isWarned: true, reason: { code: 'newest_in_future' } });
    await failing(zone, [['2026-11-22T23:00:00']]);
    expect(zone.end?.()).toMatchObject({ failed: 0, isWarned: false, reason: { code: 'newest_value' } });
  });

  test('is known from the statistics of times, not of texts', () => {
    const facts = { nulls: 0, min: '2026-11-01', max: '2026-11-22' };
    const one = fresh('date');
    expect(one.learn(facts, 2)).toEqual({ nulls: 0, failing: [] });
    expect(one.end?.()).toMatchObject({ failed: 1, reason: { params: { newest: '2026-11-22' } } });
    expect(fresh('text').learn(facts, 2)).toBeNull();
  });

  test('could not run where nothing is there, or a text is no time', () => {
    expect(fresh('timestamp').end?.()).toMatchObject({ hasRun: false, reason: { code: 'no_values' } });
    expect(fresh('text').see([['soon']], { rows: 1, partition: '' })).toMatchObject({ code: 'not_a_moment' });
  });
});

test('a pattern that took too long stops its rule, and names the column', async () => {
  const around = { types: [{ kind: 'text' }], now: NOW, keySet: createKeySet } as const;
  const slow = { code: 'pattern_too_slow', params: { pattern: 'x', seconds: 5 } };
  const rule = ruleOf({ kind: 'pattern', column: 'x', pattern: 'x', ignoreCase: false });
  const one = createCheck(rule, { ...around, matcher: () => async () => slow });
  if (isReason(one)) throw new Error(one.code);
  expect(await one.see([['x']], { rows: 1, partition: '' })).toMatchObject({ params: { column: 'x', seconds: 5 } });
});
