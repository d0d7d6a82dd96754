import { describe, expect, it } from 'vitest';
import { byNearness } from '../../../src/extension/features/quality/nearness.ts';

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
