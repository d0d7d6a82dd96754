import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeyFilter } from '../../../../src/model/dataset/keyFilter.ts';
import { createKeyOf } from '../../../../src/model/dataset/keyOf.ts';
import { createKeyRange, mayShareKeys } from '../../../../src/model/dataset/keyRange.ts';
import { createSeqSet } from '../../../../src/model/dataset/seqSet.ts';
import { ExactDecimal } from '../../../../src/model/table/value.ts';

describe('the key of a row', () => {
  const keyOf = createKeyOf(['id']);

  test('is one, whatever its column became: number, text, decimal; an instant in any zone', () => {
    expect(
      new Set([keyOf({ id: 7 }), keyOf({ id: '7' }), keyOf({ id: 7n }), keyOf({ id: new ExactDecimal('7') })]).size,
    ).toBe(1);
    expect(keyOf({ id: 1e21 })).toBe(keyOf({ id: 10n ** 21n }));
    expect(keyOf({ id: '2026-03-01T10:00:00+02:00' })).toBe(keyOf({ id: '2026-03-01T08:00:00Z' }));
    expect(keyOf({ id: { b: 1, a: null } })).toBe(keyOf({ id: { b: 1 } }));
  });

  test('is missing where a part of it is', () => {
    expect([keyOf({}), keyOf({ id: null }), keyOf({ id: '' })]).toEqual([undefined, undefined, undefined]);
    expect(createKeyOf(['a', 'b'])({ a: 1 })).toBeUndefined();
  });

  test('of several columns has no two readings', () => {
    const both = createKeyOf(['a', 'b']);
    expect(both({ a: 'x', b: 'y","z' })).not.toBe(both({ a: 'x","y', b: 'z' }));
  });
});

test('a filter of keys never denies one that it was given', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 50 }), keys => {
      const filter = createKeyFilter(keys.length);
      for (const key of keys) filter.add(key);
      expect(keys.every(filter.mayHave)).toBe(true);
    }),
  );
});

test('a filter of keys denies nearly all others', () => {
  const filter = createKeyFilter(10_000);
  for (let key = 0; key < 10_000; key += 1) filter.add(String(key));
  let wrong = 0;
  for (let key = 10_000; key < 20_000; key += 1) if (filter.mayHave(String(key))) wrong += 1;
  expect(wrong).toBeLessThan(400);
});

test('ranges of keys lie apart only where all keys are whole numbers', () => {
  const range = (...keys: string[]) => {
    const fold = createKeyRange();
    keys.forEach(fold.add);
    return fold.range();
  };
  expect(mayShareKeys(range('1', '9'), range('10', '12'))).toBe(false);
  expect(mayShareKeys(range('1', '10'), range('10', '12'))).toBe(true);
  expect(mayShareKeys(range('1', '09'), range('10'))).toBe(true);
  expect(mayShareKeys(range('1'), range('a'))).toBe(true);
});

test('a set of places holds those that it was given', () => {
  const set = createSeqSet();
  for (const seq of [0, 31, 32, 100_000]) set.add(seq);
  expect([0, 1, 31, 32, 33, 99_999, 100_000, 5_000_000].filter(set.has)).toEqual([0, 31, 32, 100_000]);
});
