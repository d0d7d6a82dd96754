import { describe, expect, it } from 'vitest';
import { daysBetween } from '../../../../src/model/dataset/days.ts';
import { daysOfMonth, groupDays } from '../../../../src/model/dataset/view.ts';

describe('the days of a dataset', () => {
  it('stay a list as long as a month, newest first', () => {
    const days = daysBetween('2026-01-01', '2026-01-31');
    expect(groupDays(days)).toEqual({ newest: days.toReversed(), months: [] });
  });

  it('go by months where they are many, none lost and none twice', () => {
    const days = daysBetween('2023-12-30', '2026-04-05');
    const { newest, months } = groupDays(days);
    expect(newest).toHaveLength(14);
    expect([newest[0], months[0], months.at(-1)]).toEqual(['2026-04-05', '2026-03', '2023-12']);
    const all = [...newest, ...months.flatMap(month => daysOfMonth(days, month))];
    expect(all).toEqual(days.toReversed());
  });
});
