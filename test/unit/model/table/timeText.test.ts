import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateText, microsOf, momentText, parseDate, parseMoment } from '../../../../src/model/table/timeText.ts';

const UTC = { isZoned: true, unit: 'micros' } as const;

test('every day of four centuries is written as a Date writes it, and read back', () => {
  const wrong = [];
  for (let days = -719_528; days <= 2_932_896; days += 97) {
    const text = new Date(days * 86_400_000).toISOString().slice(0, 10);
    if (dateText(days) !== text || parseDate(text) !== days) wrong.push(text);
  }
  expect(wrong).toEqual([]);
});

test('a moment is read as a Date reads it, and written the same from a number and from a bigint', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date(-62_167_219_200_000), max: new Date(253_402_300_799_999), noInvalidDate: true }),
      date => {
        const micros = BigInt(date.getTime()) * 1000n;
        const moment = parseMoment(date.toISOString());
        expect(moment && microsOf(moment)).toBe(micros);
        const text = momentText(micros, UTC);
        expect(new Date(text).getTime()).toBe(date.getTime());
        expect(momentText(date.getTime(), { isZoned: true, unit: 'millis' })).toBe(text);
      },
    ),
  );
});

test.each([
  [0, '1970-01-01T00:00:00Z'],
  [-1, '1969-12-31T23:59:59.999999Z'],
  [1_500_000, '1970-01-01T00:00:01.500Z'],
  [253_402_300_800_000_000n, '+010000-01-01T00:00:00Z'],
  [9_223_372_036_854_775_807n, '9223372036854775807 micros'],
])('%s microseconds are %s', (count, text) => {
  expect(momentText(count, UTC)).toBe(text);
});
