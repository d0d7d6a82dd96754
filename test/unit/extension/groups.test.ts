import { describe, expect, it } from 'vitest';
import { groupRuns, periodOf } from '../../../src/extension/features/runs/groups.ts';
import { groupItem } from '../../../src/extension/features/runs/view.ts';
import { textIn } from './catalogue.ts';
import { line } from './views.ts';

const NOW = new Date(2026, 10, 22, 12);
const daysAgo = (days: number) => new Date(2026, 10, 22 - days, 9).toISOString();
const runs = (count: number) => Array.from({ length: count }, (_, at) => ({ startedAt: daysAgo(at) }));

describe('a list of runs', () => {
  it('stays as it is as long as it is short', () => {
    expect(groupRuns(runs(15), NOW)).toEqual({ newest: runs(15), groups: [] });
  });

  it('keeps the newest on top and puts the rest into periods, none lost', () => {
    const { newest, groups } = groupRuns(runs(60), NOW);
    expect(newest).toHaveLength(10);
    expect(groups.map(({ period, runs: members }) => [period, members.length])).toEqual([
      ['2026-11', 12],
      ['2026-10', 31],
      ['2026-09', 7],
    ]);
  });

  it('knows days by the calendar, not by hours', () => {
    expect([0, 1, 2, 6, 7, 40].map(days => periodOf(new Date(daysAgo(days)), NOW))).toEqual([
      'today',
      'yesterday',
      'week',
      'week',
      '2026-11',
      '2026-10',
    ]);
    expect(periodOf(new Date(2026, 10, 21, 23, 59), new Date(2026, 10, 22, 0, 1))).toBe('yesterday');
  });

  it('names its periods in both languages', () => {
    const named = (period: string) =>
      (['en', 'fr'] as const).map(language => line({ ...groupItem({ kind: 'group', period }, 3, textIn(language)) }));
    expect([...named('yesterday'), ...named('2026-10')]).toEqual([
      '() Yesterday  3 runs',
      '() Hier  3 exécutions',
      '() October 2026  3 runs',
      '() octobre 2026  3 exécutions',
    ]);
  });
});
