import { describe, expect, it } from 'vitest';
import { writeFindings } from '../../../src/extension/features/quality/findingsText.ts';
import { byNearness } from '../../../src/extension/features/quality/nearness.ts';
import type { ValidationAnswer } from '../../../src/protocol/quality.ts';
import { textIn } from './catalogue.ts';

const place = (row: number, value: string | null) => ({
  file: '/w/d/p=1/a.parquet',
  name: 'p=1/a.parquet',
  row,
  value,
});

const answer: ValidationAnswer = {
  ...{ path: '/w/d', rows: 1234, columns: 3, validation: 'failed', quarantine: null, warnings: [] },
  rules: [
    { id: 'ok', verdict: 'passed', failed: 0, told: { code: 'passed', params: { checked: 1234 } }, places: [] },
    {
      ...{ id: 'range_price', verdict: 'failed', failed: 1003 },
      told: { code: 'failed.range', params: { column: 'price', failed: 1003, min: '0', max: '100' } },
      places: [place(17, '500'), place(1200, null)],
    },
  ],
};

describe('findings as text', () => {
  it('name the worst rule first, with file and row, and how many there are besides', () => {
    const { text } = writeFindings('data/d', answer, textIn('en'));
    expect(text).toBe(`FAILED  data/d · 1,234 rows · columns: 3

✗ range_price: Column 'price' has 1,003 values out of range [0, 100]
    p=1/a.parquet#17  500
    p=1/a.parquet#1200
    and 1,001 more rows

✓ ok: all of 1,234 pass

Rows are counted from 0 in their file. A place opens its row as JSON.
\`validate-data --extract-dir\` writes all failing rows.
`);
  });

  it('lead from each place to its row, in French as well', () => {
    const { text, links } = writeFindings('data/d', answer, textIn('fr'));
    const shown = links.map(({ line, from, to }) => text.split('\n')[line]?.slice(from, to));
    expect(shown).toEqual(['p=1/a.parquet#17', 'p=1/a.parquet#1200']);
    expect(links[0]?.place).toEqual(place(17, '500'));
    expect(text).toMatch(/^NON VALIDE {2}data\/d · 1\s234 lignes/);
  });
});

describe('rules files', () => {
  it('are offered nearest first', () => {
    const files = [
      '/w/rules.json',
      '/w/other/x/rules.json',
      '/w/data/rules.yaml',
      '/w/data/bronze/my_rules.json',
      '/v/rules.json',
    ];
    expect(byNearness('/w/data/bronze/partition_date=2026-01-01/part.parquet', files)).toEqual([
      ...[
        '/w/data/bronze/my_rules.json',
        '/w/data/rules.yaml',
        '/w/rules.json',
        '/w/other/x/rules.json',
        '/v/rules.json',
      ],
    ]);
  });
});
