import { describe, expect, it } from 'vitest';
import {
  calendarOf,
  countStandings,
  holesOf,
  monthsBetween,
  newestDone,
  rangeOf,
  standingOf,
  stepDay,
  weeksOf,
  type CalendarDay,
} from '../../../../src/model/dataset/calendar.ts';

const day = (date: string, more: Partial<CalendarDay> = {}): CalendarDay => ({
  ...{ date, state: 'done', rows: 5, error: null, verdict: null, letters: 0 },
  ...more,
});
const nothingAsked = { startDate: null, endDate: null };

const calendar = calendarOf(
  [
    day('2026-02-26'),
    day('2026-02-27', { rows: 0 }),
    day('2026-03-01', { state: 'failed', rows: null }),
    day('2026-03-02', { state: 'unfinished', rows: null }),
    day('2026-03-03'),
  ],
  { startDate: '2026-02-25', endDate: '2026-12-31' },
  '2026-03-05',
);

describe('the calendar of a dataset', () => {
  it('says how each day stands', () => {
    const dates = ['2026-02-24', '2026-02-25', '2026-02-26', '2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'];
    expect([...dates, '2026-03-04', '2026-03-05', '2026-03-06'].map(date => standingOf(date, calendar))).toEqual([
      ...['before', 'missing', 'done', 'empty', 'missing', 'failed', 'unfinished'],
      ...['after', 'after', 'future'],
    ]);
  });

  it('goes from the first day that is known or asked for to the last one that has come', () => {
    expect([calendar.first, calendar.last]).toEqual(['2026-02-25', '2026-03-03']);
    expect(rangeOf(calendar)).toHaveLength(7);
    expect(rangeOf(calendarOf([], nothingAsked, '2026-03-05'))).toEqual([]);
    expect(standingOf('2026-03-05', calendarOf([], nothingAsked, '2026-03-05'))).toBe('after');
  });

  it('knows what is left to do, and the newest day that is done', () => {
    expect(holesOf(calendar)).toEqual(['2026-02-25', '2026-02-28', '2026-03-01', '2026-03-02']);
    expect(newestDone(calendar)).toBe('2026-03-03');
    expect(newestDone(calendarOf([], nothingAsked, '2026-03-05'))).toBeNull();
    expect(countStandings(rangeOf(calendar), calendar)).toEqual({
      ...{ missing: 2, done: 2, empty: 1, failed: 1, unfinished: 1 },
    });
  });

  it('shows a day of tomorrow that is there, whatever clock wrote it', () => {
    const ahead = calendarOf([day('2026-03-06')], nothingAsked, '2026-03-05');
    expect(standingOf('2026-03-06', ahead)).toBe('done');
  });
});

describe('the months of a calendar', () => {
  it('come in weeks that begin on the day that the language has', () => {
    const monday = weeksOf('2026-02', 1);
    expect(monday).toHaveLength(5);
    expect(monday[0]).toEqual([null, null, null, null, null, null, '2026-02-01']);
    expect(weeksOf('2026-02', 7)).toHaveLength(4);
    expect(weeksOf('2024-02', 1).flat()).toContain('2024-02-29');
  });

  it('are counted over the ends of years', () => {
    expect(monthsBetween('2025-11-30', '2026-02-01')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  });
});

describe('keys in a calendar', () => {
  it('lead over the ends of weeks, months and years', () => {
    const steps = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'];
    expect(steps.map(key => stepDay('2026-01-01', key, 1))).toEqual([
      ...['2025-12-31', '2026-01-02', '2025-12-25', '2026-01-08', '2025-12-29', '2026-01-04'],
    ]);
    expect(stepDay('2026-01-01', 'Home', 7)).toBe('2025-12-28');
    expect(stepDay('2026-01-01', 'x', 1)).toBeUndefined();
  });

  it('stay in a month that is shorter', () => {
    expect(stepDay('2026-03-31', 'PageUp', 1)).toBe('2026-02-28');
    expect(stepDay('2024-03-31', 'PageUp', 1)).toBe('2024-02-29');
    expect(stepDay('2025-12-31', 'PageDown', 1)).toBe('2026-01-31');
  });
});
