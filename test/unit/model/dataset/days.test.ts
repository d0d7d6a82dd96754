import { describe, expect, test } from 'vitest';
import { askedRange, daysBetween, isDay } from '../../../../src/model/dataset/days.ts';
import { createDayOf, dayAt } from '../../../../src/model/dataset/dayOf.ts';
import { ExactDecimal, type Value } from '../../../../src/model/table/value.ts';

describe('days', () => {
  test.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s is one', day => {
    expect(isDay(day)).toBe(true);
  });

  test.each(['2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-1-1', '20260101', ''])(
    '%j is none',
    day => expect(isDay(day)).toBe(false),
  );

  test('of a range, over the end of a leap year and a change of clocks', () => {
    expect(daysBetween('2024-12-30', '2025-01-02')).toEqual(['2024-12-30', '2024-12-31', '2025-01-01', '2025-01-02']);
    expect(daysBetween('2024-01-01', '2024-12-31')).toHaveLength(366);
    expect(daysBetween('2026-03-28', '2026-03-30')).toHaveLength(3);
    expect(daysBetween('2026-03-02', '2026-03-01')).toEqual([]);
  });

  test('to ask for are one more at either end when the zones differ', () => {
    expect(askedRange('2026-03-01', '2026-03-31', 'Etc/UTC')).toEqual({ first: '2026-03-01', last: '2026-03-31' });
    expect(askedRange('2026-03-01', '2026-03-31', 'Europe/Paris')).toEqual({ first: '2026-02-28', last: '2026-04-01' });
  });
});

describe('the day of a row', () => {
  const day = (value: Value | undefined, zone = 'UTC') => {
    const found = createDayOf('at', zone)(value);
    return 'day' in found ? found.day : found.reason.code;
  };

  test.each([
    // The night in which the clocks of Paris go forward: from 02:00 to 03:00, at 01:00 in UTC.
    ['2026-03-28T22:59:59Z', '2026-03-28'],
    ['2026-03-28T23:00:00Z', '2026-03-29'],
    ['2026-03-29T21:59:59.999Z', '2026-03-29'],
    ['2026-03-29T22:00:00Z', '2026-03-30'],
    // And back, from 03:00 to 02:00.
    ['2026-10-24T22:00:00Z', '2026-10-25'],
    ['2026-10-25T22:59:59Z', '2026-10-25'],
    ['2026-10-25T23:00:00Z', '2026-10-26'],
    ['2026-03-29T23:30:00+02:00', '2026-03-29'],
  ])('%s in Paris is %s', (value, expected) => expect(day(value, 'Europe/Paris')).toBe(expected));

  test('is what the row says where no zone stands there', () => {
    expect(day('2026-03-28T23:30:00', 'Europe/Paris')).toBe('2026-03-28');
    expect(day('2026-03-28 23:30', 'Pacific/Kiritimati')).toBe('2026-03-28');
    expect(day('2026-03-28', 'Europe/Paris')).toBe('2026-03-28');
  });

  test('follows zones of half hours and both ends of the date line', () => {
    expect(day('2026-03-28T18:29:59Z', 'Asia/Kolkata')).toBe('2026-03-28');
    expect(day('2026-03-28T18:30:00Z', 'Asia/Kolkata')).toBe('2026-03-29');
    expect(day('2026-03-28T10:00:00Z', 'Pacific/Kiritimati')).toBe('2026-03-29');
    expect(day('2026-03-28T10:59:59Z', 'Pacific/Niue')).toBe('2026-03-27');
  });

  test('is read from counts of seconds and milliseconds, and from no other number', () => {
    expect([day(1774742400), day(1774742399999), day(20260328), day(true)]).toEqual([
      '2026-03-29',
      '2026-03-28',
      'row_date_invalid',
      'row_date_invalid',
    ]);
    expect(day(new ExactDecimal('1774742399.9999999999'))).toBe('2026-03-28');
  });

  test.each([
    '2026-02-29',
    '2026-02-29T10:00:00Z',
    '2026-03-28T24:00:00Z',
    'yesterday',
    '28/03/2026',
    '9999-12-31T23:00:00-05:00',
  ])('%j is a dead letter', value => expect(day(value)).toBe('row_date_invalid'));

  test.each([null, undefined, ''])('%j is missing', value => expect(day(value)).toBe('row_date_missing'));

  test('today is that of the zone', () => {
    expect(dayAt(new Date('2026-03-28T23:30:00Z'), 'Europe/Paris')).toBe('2026-03-29');
  });
});
