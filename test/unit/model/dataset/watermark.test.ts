import { describe, expect, test } from 'vitest';
import {
  compareOrder,
  nextWatermark,
  NOTHING_SEEN,
  orderOf,
  seeWatermarks,
  sinceWatermark,
  watermarkValue,
} from '../../../../src/model/dataset/watermark.ts';

const see = (...pages: readonly (readonly (string | null)[])[]) =>
  pages.reduce((seen, orders, at) => seeWatermarks(seen, orders, at === 0), NOTHING_SEEN);

describe('a watermark', () => {
  test('of rows in its order is the last one', () => {
    expect(nextWatermark(null, see(['3', '9'], [null, '10']), null)).toBe('10');
  });

  test('of rows in another order is the highest of the first page: what came later may have changed in between', () => {
    expect(nextWatermark(null, see(['9', '3'], ['12']), null)).toBe('9');
  });

  test('of pages that overlap is the last one: a row that comes again, the same, is no disorder', () => {
    const seen = seeWatermarks(see(['3', '9']), ['3', '9', '10'], false, at => at < 2);
    expect(nextWatermark(null, seen, null)).toBe('10');
    expect(nextWatermark(null, seeWatermarks(see(['3', '9']), ['3', '10'], false), null)).toBe('9');
  });

  test('of instants goes no further than the clock of the API when it began to answer', () => {
    const seen = see(['2026-03-01T10:00:00Z'], ['2026-03-01T12:00:05+02:00', '2026-03-01T10:00:09Z']);
    expect(nextWatermark(null, seen, '2026-03-01T10:00:06Z')).toBe('2026-03-01T10:00:06Z');
    expect(nextWatermark(null, seen, '2026-03-01T10:01:00Z')).toBe('2026-03-01T10:00:09Z');
  });

  test('never goes back, and stays where nothing came', () => {
    expect(nextWatermark('20', see(['7']), null)).toBe('20');
    expect(nextWatermark('20', NOTHING_SEEN, null)).toBe('20');
  });

  test('compares instants by their time, to the last digit, and ids of any size by their value', () => {
    expect(compareOrder('2026-03-01T10:00:00.000000001Z', '2026-03-01T11:00:00+01:00')).toBeGreaterThan(0);
    expect(compareOrder('2026-03-01T10:00:00.10Z', '2026-03-01T10:00:00.1Z')).toBe(0);
    expect(compareOrder('9007199254740993', '9007199254740992')).toBeGreaterThan(0);
  });

  test.each([
    ['last_updated_at', '2026-03-01T00:00:30.5Z', 60, '2026-02-28T23:59:30.5Z'],
    ['last_updated_at', '2026-03-01T00:00:30', 30, '2026-03-01T00:00:00'],
    ['last_updated_at', '2026-03-01T00:00:30Z', 0.5, '2026-03-01T00:00:29Z'],
    ['last_id', 1000, 10, 990],
    ['last_id', '9007199254740993', 1, '9007199254740992'],
    ['last_id', 1000, 0, 1000],
    ['cursor', 'abc', 60, 'abc'],
  ] as const)('%s %s less %s is %s', (kind, value, overlap, expected) => {
    expect(sinceWatermark(kind, value, overlap)).toBe(expected);
  });

  test('is a number where a double holds it', () => {
    expect([watermarkValue('12', true), watermarkValue('9007199254740993', true), watermarkValue('12', false)]).toEqual(
      [12, '9007199254740993', '12'],
    );
  });

  test('is nothing where a row says nothing', () => {
    expect([orderOf({}, 'u'), orderOf({ u: null }, 'u'), orderOf({ u: 7 }, 'u'), orderOf({ u: 7 }, null)]).toEqual([
      null,
      null,
      '7',
      null,
    ]);
  });
});
