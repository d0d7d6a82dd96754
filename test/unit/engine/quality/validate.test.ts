import { describe, expect, test } from 'vitest';
import { validate, type Failing, type ValidateRequest } from '../../../../src/engine/quality/validate.ts';
import { fail } from '../../../../src/model/problem.ts';
import type { RuleOutcome } from '../../../../src/model/quality/report.ts';
import type { Rule } from '../../../../src/model/quality/rule.ts';
import { tellOutcome } from '../../../../src/model/quality/tellOutcome.ts';
import type { TableColumn } from '../../../../src/engine/ports.ts';
import type { ColumnType } from '../../../../src/model/table/columnType.ts';
import type { Value } from '../../../../src/model/table/value.ts';
import { allFacts, fakeReader, type FakeReader } from '../../../fakes/tableReader.ts';

type Asked<T> = T extends Rule ? Omit<T, 'id' | 'severity' | 'threshold' | 'isSeed' | 'place'> : never;
type Options = Partial<Pick<Rule, 'severity' | 'threshold' | 'isSeed'>>;

const rule = (asked: Asked<Rule>, options: Options = {}): Rule => ({
  ...{ id: asked.kind, severity: 'error', threshold: { count: 0 }, isSeed: false, place: null },
  ...options,
  ...asked,
});

const columns = (types: Readonly<Record<string, ColumnType['kind']>>): TableColumn[] =>
  Object.entries(types).map(([name, kind]) => {
    if (kind === 'integer' || kind === 'double' || kind === 'text' || kind === 'date') return { name, type: { kind } };
    throw new TypeError(kind);
  });

type Files = Readonly<Record<string, FakeReader>>;

/** `/data` is a folder of these files, or one of them is the file itself. */
const run = (files: Files, rules: readonly Rule[], more: Partial<ValidateRequest> = {}) =>
  validate(
    {
      async openTableFile(path) {
        const reader = files[path.replace(/^\/data\//, '')];
        if (!reader) throw fail('config', 'table_missing', { path });
        return reader;
      },
      findTables: async path => (path === '/data' ? Object.keys(files) : null),
      openMatcher: () => async texts =>
        texts.includes('slow') ? { code: 'pattern_too_slow', params: { seconds: 1 } } : new Uint8Array(texts.length),
      elapsed: () => 0,
    },
    { file: '/data/day', shown: 'day', rules, now: new Date('2026-11-22T00:00:00Z'), ...more },
  );

const folder = { file: '/data', shown: 'data' };
const told = ({ rules }: { rules: readonly RuleOutcome[] }) =>
  rules.map(({ verdict, checked, failed, nulls }) => [verdict, checked, failed, nulls]);

const fare = (...groups: readonly (readonly Value[])[]) =>
  fakeReader(
    columns({ id: 'integer', fare: 'double' }),
    groups.map(values => ({ id: values.map((_, at) => at), fare: values })),
    allFacts,
  );

describe('what is read', () => {
  test('is the columns that rules name, once a row group, and nothing where statistics prove the rule', async () => {
    const day = fare([1, 2], [3, 99], [4, null]);
    const range = rule({ kind: 'range', column: 'fare', min: 0, max: 10 });
    const report = await run({ day }, [range, rule({ kind: 'not_null', column: 'fare' })]);
    expect(day.asked).toEqual(['1 fare', '2 fare']);
    expect(told(report)).toEqual([
      ['failed', 5, 1, 1],
      ['failed', 6, 1, 1],
    ]);
  });

  test('is nothing for rules about the table, and where no rule can run', async () => {
    const day = fare([1]);
    await run({ day }, [
      rule({ kind: 'required', column: 'id' }),
      rule({ kind: 'min_rows', min: 1 }),
      rule({ kind: 'not_null', column: 'fair' }),
      rule({ kind: 'range', column: 'fare', min: 'a', max: null }),
    ]);
    expect(day.asked).toEqual([]);
  });

  test('is told on the way', async () => {
    const done: number[] = [];
    const both = [rule({ kind: 'unique', columns: ['id'] }), rule({ kind: 'unique', columns: ['fare'] })];
    await run({ day: fare([1, 2], [3]) }, both, { onProgress: (rows, of) => done.push(rows, of) });
    expect(done).toEqual([0, 3, 1, 3, 2, 3, 2, 3, 2, 3, 3, 3]);
  });

  test('is told without the index that pandas puts beside its columns', async () => {
    const day = fakeReader(columns({ id: 'integer', __index_level_0__: 'integer' }), [
      { id: [1], __index_level_0__: [7] },
    ]);
    expect(await run({ day }, [])).toMatchObject({ columns: ['id'], rows: 1 });
  });

  test('ends when it is cancelled', async () => {
    const signal = AbortSignal.abort();
    await expect(run({ day: fare([99]) }, [rule({ kind: 'unique', columns: ['fare'] })], { signal })).rejects.toThrow();
  });
});

describe('verdicts', () => {
  const range = { kind: 'range', column: 'fare', min: 0, max: 10 } as const;
  test.each<[string, Options, readonly Value[], unknown]>([
    ['nulls warn', {}, [1, null], ['warned', 1, 0, 1]],
    ['nothing but nulls warns', {}, [null], ['warned', 0, 0, 1]],
    ['no rows pass', {}, [], ['passed', 0, 0, 0]],
    ['a warning never fails', { severity: 'warning' }, [99], ['warned', 1, 1, 0]],
    ['a count is tolerated', { threshold: { count: 1 } }, [99, 1], ['passed', 2, 1, 0]],
    ['a share is one of the values', { threshold: { share: 0.5 } }, [99, 1, null], ['warned', 2, 1, 1]],
    [
      'a share is meant as it is written',
      { threshold: { share: 0.29 } },
      [...Array(29).fill(99), ...Array(71).fill(1)],
      ['passed', 100, 29, 0],
    ],
    ['one more is not', { threshold: { share: 0.49 } }, [99, 1], ['failed', 2, 1, 0]],
  ])('%s', async (_, options, values, expected) => {
    expect(told(await run({ day: fare(values) }, [rule(range, options)]))).toEqual([expected]);
  });

  test('a validation passes with warnings, not with a rule that could not run', async () => {
    const day = fare([1, null]);
    expect(await run({ day }, [rule(range)])).toMatchObject({ validation: 'passed' });
    const missing = await run({ day }, [rule({ ...range, column: 'far' }), rule({ kind: 'min_rows', min: 1 })]);
    expect(missing).toMatchObject({
      validation: 'failed',
      rules: [
        { verdict: 'could_not_run', reason: { code: 'column_missing', params: { column: 'far', nearest: 'fare' } } },
        { verdict: 'passed' },
      ],
    });
  });

  test('a rule about a column that the file has twice could not run', async () => {
    const id = { name: 'id', type: { kind: 'integer' } } as const;
    const report = await run({ day: { ...fare([1]), columns: [id, id] } }, [rule({ kind: 'not_null', column: 'id' })]);
    expect(report.rules[0]).toMatchObject({ verdict: 'could_not_run', reason: { code: 'column_twice' } });
  });

  test('a pattern that is too slow stops its own rule only', async () => {
    const day = fakeReader(columns({ a: 'text' }), [{ a: ['slow'] }, { a: ['b', 'b'] }]);
    const pattern = rule({ kind: 'pattern', column: 'a', pattern: '(a+)+$', ignoreCase: false });
    const report = await run({ day }, [pattern, rule({ kind: 'unique', columns: ['a'] })]);
    expect(report.rules).toMatchObject([
      { verdict: 'could_not_run', checked: 0, reason: { code: 'pattern_too_slow' } },
      { verdict: 'failed', failed: 1 },
    ]);
  });

  test('uniqueness is of every row: nulls are keys, too', async () => {
    const report = await run({ day: fare([1, null, 2]) }, [rule({ kind: 'unique', columns: ['fare'] })]);
    expect(told(report)).toEqual([['warned', 3, 0, 1]]);
  });

  test('a newest value that lies in the future is warned of, and fails nothing', async () => {
    const day = fakeReader(columns({ at: 'date' }), [{ at: ['2099-01-01'] }]);
    const report = await run({ day }, [rule({ kind: 'freshness', column: 'at', maxAgeMs: 1 })]);
    expect(report).toMatchObject({ validation: 'passed', rules: [{ verdict: 'warned', failed: 0 }] });
  });

  test('a change in rows is held against an earlier report, whose absence is told', async () => {
    const day = fare([1, 2, 3]);
    const change = rule({ kind: 'row_count_change', maxChange: 0.2 });
    const verdict = async (before: { rows: number } | null) =>
      (await run({ day }, [change], { before })).rules[0]?.verdict;
    expect(await verdict(null)).toBe('warned');
    expect(await verdict({ rows: 3 })).toBe('passed');
    expect(await verdict({ rows: 4 })).toBe('failed');
    expect(await verdict({ rows: 0 })).toBe('failed');
    const [failed] = (await run({ day }, [change], { before: { rows: 4 } })).rules;
    expect(failed && tellOutcome(failed)).toMatchObject({ params: { before: 4, checked: 3, max_change: '20%' } });
    const exactly = rule({ kind: 'row_count_change', maxChange: 0.29 });
    const fewer = fare(Array.from({ length: 71 }, () => 1));
    expect(await run({ day: fewer }, [exactly], { before: { rows: 100 } })).toMatchObject({ validation: 'passed' });
  });
});

describe('failing rows', () => {
  test('have their place in the file, the first ten as samples, all of them for who asks', async () => {
    const day = fare(
      [1, 99],
      Array.from({ length: 12 }, () => 50),
    );
    const all: Failing[] = [];
    const report = await run({ day }, [rule({ kind: 'range', column: 'fare', min: 0, max: 10 })], {
      onFailing: failing => void all.push(failing),
    });
    const samples = report.rules[0]?.samples ?? [];
    expect(samples).toHaveLength(10);
    expect(samples.slice(0, 2)).toEqual([
      { file: 'day', rowGroup: 0, row: 1, value: 99 },
      { file: 'day', rowGroup: 1, row: 2, value: 50 },
    ]);
    expect(all.map(({ rowGroup, rows }) => [rowGroup, ...rows])).toEqual([
      [0, 1],
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
    ]);
  });

  test('of several columns have all their values', async () => {
    const day = fakeReader(columns({ a: 'text', b: 'integer' }), [{ a: ['x', 'x'], b: [1, 1] }]);
    const report = await run({ day }, [rule({ kind: 'unique', columns: ['a', 'b'] })]);
    expect(report.rules[0]?.samples).toMatchObject([{ row: 1, value: ['x', 1] }]);
  });
});

describe('a folder', () => {
  const id = (...values: readonly Value[]) => fakeReader(columns({ id: 'integer' }), [{ id: values }], allFacts);

  test('is one table, its partitions a column', async () => {
    const files = { 'day=2026-01-01/part.parquet': id(1, 2), 'day=2026-01-02/part.parquet': id(2, 3, 3) };
    const report = await run(
      files,
      [
        rule({ kind: 'unique', columns: ['id'] }),
        rule({ kind: 'unique_across_partitions', columns: ['id'] }),
        rule({ kind: 'range', column: 'day', min: '2026-01-02', max: null }),
        rule({ kind: 'min_rows', min: 6 }),
      ],
      folder,
    );
    expect(report).toMatchObject({ file: 'data', rows: 5, columns: ['id', 'day'] });
    expect(told(report)).toEqual([
      ['failed', 5, 2, 0],
      ['failed', 5, 1, 0],
      ['failed', 5, 2, 0],
      ['failed', 5, 1, 0],
    ]);
    expect(report.rules[1]?.samples).toEqual([{ file: 'day=2026-01-02/part.parquet', rowGroup: 0, row: 0, value: 2 }]);
  });

  test('whose files hold the partition themselves has that column once, with what they say', async () => {
    const day = fakeReader(columns({ id: 'integer', day: 'text' }), [{ id: [1], day: ['x'] }]);
    const only = rule({ kind: 'allowed_values', column: 'day', values: ['x'] });
    const report = await run({ 'day=y/part.parquet': day }, [only], folder);
    expect(report).toMatchObject({ columns: ['id', 'day'], validation: 'passed' });
  });

  test('of numbered partitions has numbers; a name that is encoded and no value are read', async () => {
    const files = {
      'year=2025/line=A%2FB/x.parquet': id(1),
      'year=2026/line=__HIVE_DEFAULT_PARTITION__/x.parquet': id(2),
    };
    const report = await run(
      files,
      [
        rule({ kind: 'range', column: 'year', min: 2025, max: 2026 }),
        rule({ kind: 'allowed_values', column: 'line', values: ['A/B'] }),
        rule({ kind: 'not_null', column: 'line' }),
      ],
      folder,
    );
    expect(told(report)).toEqual([
      ['passed', 2, 0, 0],
      ['passed', 1, 0, 1],
      ['failed', 2, 1, 1],
    ]);
  });

  test('whose later files have a column more: it is null before, and that is told', async () => {
    const more = fakeReader(columns({ id: 'integer', fare: 'double' }), [{ id: [2], fare: [1] }]);
    const report = await run(
      { 'a.parquet': id(1), 'b.parquet': more },
      [
        rule({ kind: 'required', column: 'fare' }),
        rule({ kind: 'not_null', column: 'fare' }),
        rule({ kind: 'range', column: 'fare', min: 0, max: 1 }),
      ],
      folder,
    );
    expect(told(report)).toEqual([
      ['warned', 1, 0, 0],
      ['failed', 2, 1, 1],
      ['passed', 1, 0, 1],
    ]);
    expect(report.rules[0]?.reason).toMatchObject({ params: { files: 1, of: 2, file: 'a.parquet' } });
  });

  test('whose files disagree on a type: the rules about that column say where, the others run', async () => {
    const other = fakeReader(columns({ id: 'text' }), [{ id: ['x'] }]);
    const report = await run(
      { 'a.parquet': id(1), 'b.parquet': other },
      [rule({ kind: 'not_null', column: 'id' }), rule({ kind: 'min_rows', min: 2 })],
      folder,
    );
    expect(report.rules).toMatchObject([
      {
        verdict: 'could_not_run',
        reason: { code: 'column_types_differ', params: { type: 'integer', file: 'a.parquet', otherFile: 'b.parquet' } },
      },
      { verdict: 'passed' },
    ]);
  });

  test('whose files hold a number as integer and as double is one column of numbers', async () => {
    const other = fakeReader(columns({ id: 'double' }), [{ id: [1, 2.5] }]);
    const long = fakeReader([{ name: 'id', type: { kind: 'integer', isLong: true } }], [{ id: [1] }]);
    const unique = rule({ kind: 'unique', columns: ['id'] });
    expect(told(await run({ 'a.parquet': long, 'b.parquet': other }, [unique], folder))).toEqual([['failed', 3, 1, 0]]);
  });

  test('without a Parquet file is no table', async () => {
    await expect(run({}, [], folder)).rejects.toMatchObject({ problem: { code: 'folder_without_tables' } });
  });

  test('is needed to compare partitions', async () => {
    const report = await run({ day: fare([1]) }, [rule({ kind: 'unique_across_partitions', columns: ['id'] })]);
    expect(report.rules).toMatchObject([{ verdict: 'could_not_run', reason: { code: 'needs_a_folder' } }]);
  });
});
