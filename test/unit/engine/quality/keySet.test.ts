import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ColumnValues } from '../../../../src/engine/ports.ts';
import { hash128 } from '../../../../src/engine/quality/hash128.ts';
import { createHashSet } from '../../../../src/engine/quality/hashSet.ts';
import { createKeySet } from '../../../../src/engine/quality/keySet.ts';
import { exactJson } from '../../../../src/model/table/exactJson.ts';
import { ExactDecimal, type Value } from '../../../../src/model/table/value.ts';

const seen = (...columns: ColumnValues[]): number[] => [...createKeySet().see(...columns)];

describe('what was seen before', () => {
  test('is the second value and every later one, over all that is given', () => {
    const keys = createKeySet();
    expect([...keys.see(Float64Array.of(1, 2, 1, 1.5))]).toEqual([2]);
    expect([...keys.see([2, 3, '2', 2n ** 60n])]).toEqual([0]);
    expect([...keys.see(Float64Array.of(3, 1.5, 4))]).toEqual([0, 1]);
    expect([...keys.see(['2', 2n ** 60n, '3'])]).toEqual([0, 1]);
  });

  test('is, as for pandas, every null after the first, NaN being one, and 0 after -0', () => {
    expect(seen([null, 'a', null, NaN])).toEqual([2, 3]);
    expect(seen(Float64Array.of(NaN, 1, NaN, NaN))).toEqual([2, 3]);
    expect(seen(Float64Array.of(0, -0))).toEqual([1]);
    expect(seen(['', null])).toEqual([]);
  });

  test('is told for every kind of value, none of which equals one of another kind', () => {
    const kinds: Value[] = [
      2,
      '1',
      true,
      '1n',
      1n << 70n,
      new ExactDecimal('1'),
      [1],
      ['1'],
      { a: 1 },
      { b: 1 },
      '[1]',
    ];
    expect(seen([...kinds, ...kinds])).toEqual(kinds.map((_, at) => kinds.length + at));
  });

  test('is one number, whether a file holds it as an integer, a double or a decimal', () => {
    const fives = [5, 5n, new ExactDecimal('5')];
    expect(seen(fives)).toEqual([1, 2]);
    expect(seen(fives, ['a', 'a', 'a'])).toEqual([1, 2]);
    expect(seen([2n ** 60n + 1n, new ExactDecimal(String(2n ** 60n + 1n)), 2n ** 60n])).toEqual([1]);
  });

  test('is the whole row where there are several columns', () => {
    expect(seen(['a', 'a', 'b', 'a'], Float64Array.of(1, 2, 1, 1))).toEqual([3]);
    expect(seen(['ab', 'a', ''], ['c', 'bc', 'abc'])).toEqual([]);
    expect(seen(['a', null, 'a', null], Float64Array.of(NaN, 1, NaN, 1))).toEqual([2, 3]);
    expect(seen(Float64Array.of(0, -0), Float64Array.of(1, 1))).toEqual([1]);
  });

  test('is what a Set of JSON would say, of any values', () => {
    const value = fc.oneof(
      fc.constantFrom(null, true, '', 'a', '\0', 'a\0', '\uD83D', 'à'.repeat(9), 2n ** 64n),
      fc.integer({ min: -5, max: 5 }),
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    fc.assert(
      fc.property(fc.array(value), values => {
        const set = new Set<string>();
        const expected = values.flatMap((one, at) => {
          const text = typeof one === 'string' ? `t${one}` : exactJson(one === 0 ? 0 : one);
          return set.size === set.add(text).size ? [at] : [];
        });
        expect(seen(values)).toEqual(expected);
        expect(seen(values, values)).toEqual(expected);
      }),
    );
  });

  test('is the same of numbers that lie close together, before and after others, in any order', () => {
    const many = (from: number, count: number, step: number) =>
      Float64Array.from({ length: count }, (_, at) => from + at * step);
    const batches = fc.record({
      from: fc.constantFrom(-70_000, -3, 0, 65_530, 2 ** 53 - 2_000, 0.5),
      count: fc.constantFrom(3, 1_000),
      step: fc.constantFrom(1, -1, 2, 65_536, 0.25, 0),
    });
    fc.assert(
      fc.property(fc.array(batches, { maxLength: 6 }), given => {
        const [keys, set] = [createKeySet(), new Set<number>()];
        for (const { from, count, step } of given) {
          const values = many(from, count, step);
          const expected = [...values].flatMap((one, at) => (set.size === set.add(one).size ? [at] : []));
          expect([...keys.see(values)]).toEqual(expected);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('is right while the sets grow', () => {
    const keys = createKeySet();
    const numbers = Float64Array.from({ length: 5_000 }, (_, at) => at * 4096);
    const texts = Array.from(numbers, one => `stop ${one}`);
    expect([keys.see(numbers).length, keys.see(texts).length]).toEqual([0, 0]);
    expect([keys.see(numbers).length, keys.see(texts).length]).toEqual([5_000, 5_000]);
  });
});

test('the hash is MurmurHash3, as others compute it', () => {
  const hashOf = (words: readonly number[]): number[] => {
    const into = new Uint32Array(4);
    hash128(Uint32Array.from(words), words.length, into);
    return [...into];
  };
  expect(hashOf([1, 2, 3, 4])).toEqual([0x37d6ee17, 0x3d4a429d, 0x3dbb9c17, 0x5b64b81d]);
  const eight = Array.from({ length: 8 }, (_, at) => Number((0xdeadbeefn * BigInt(at + 1)) & 0xffffffffn));
  expect(hashOf(eight)).toEqual([0x2fb84eff, 0x47dcf74d, 0x7b833587, 0xa37d0373]);
});

test('a key whose hash is four zeros, as an empty place is, is seen again, too', () => {
  const keys = createHashSet();
  // Of no words at all the hash is 0.
  expect([keys.add(new Uint32Array(), 0), keys.add(new Uint32Array(), 0)]).toEqual([true, false]);
});
