import { describe, expect, it } from 'vitest';
import { compareSchemas, schemaChanges, type DaySchema } from '../../../../src/model/dataset/compareSchemas.ts';

const schema = (date: string, columns: Readonly<Record<string, string>>): DaySchema => ({
  date,
  columns: Object.entries(columns).map(([name, type]) => ({ name, type })),
});

const days = [
  schema('2026-01-01', { id: 'integer', note: 'text' }),
  schema('2026-01-02', { id: 'integer', note: 'text', zone: 'text' }),
  schema('2026-01-03', { id: 'text', note: 'text', zone: 'text' }),
];

describe('the schemas of days', () => {
  it('are compared by column, a column that is not there among them', () => {
    expect(compareSchemas(days)).toEqual([
      {
        column: 'id',
        types: [
          { type: 'integer', days: 2, dates: ['2026-01-01', '2026-01-02'] },
          { type: 'text', days: 1, dates: ['2026-01-03'] },
        ],
      },
      {
        column: 'zone',
        types: [
          { type: 'text', days: 2, dates: ['2026-01-02', '2026-01-03'] },
          { type: null, days: 1, dates: ['2026-01-01'] },
        ],
      },
    ]);
  });

  it('of one day say what the newest has otherwise', () => {
    const [first, , newest] = days;
    if (!first || !newest) throw new Error('three days');
    expect(schemaChanges(first, newest)).toEqual([
      { column: 'id', type: 'integer', newest: 'text' },
      { column: 'zone', type: null, newest: 'text' },
    ]);
    expect(schemaChanges(newest, newest)).toEqual([]);
  });
});
