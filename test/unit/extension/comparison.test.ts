import { expect, it } from 'vitest';
import { comparisonText } from '../../../src/extension/features/runs/comparison.ts';
import type { RunComparison, StageSide } from '../../../src/model/compareRuns.ts';
import { textIn } from './catalogue.ts';
import { counts, run } from './views.ts';

const side = (more: Partial<StageSide> = {}): StageSide => ({
  ...{ state: 'COMPLETED', sha256: 'a1b2c3d4e5f6a7b8', chunks: 4, reason: null },
  ...more,
});
const gone = { code: 'http_status', params: { status: 404, uri: 'http://h/b' } };

const comparison: RunComparison = {
  settings: [{ name: 'recursive_chunking_config.chunk_size', before: null, after: '300' }],
  counts: { same: 12, different: 2, onlyBefore: 0, onlyAfter: 1 },
  differences: [
    {
      ...{ uri: 'http://h/a', title: 'Tarifs | *réduits*', before: 'COMPLETED', after: 'COMPLETED' },
      ...{ reasonBefore: null, reasonAfter: null },
      stages: [
        {
          ...{ stage: 'CHUNKING', before: side(), after: side({ sha256: 'ffff0000', chunks: 9 }) },
          ...{ parts: ['config'], result: 'different' },
        },
      ],
    },
    {
      ...{ uri: 'http://h/b', title: null, before: 'COMPLETED', after: 'ERROR', reasonBefore: null, reasonAfter: gone },
      stages: [
        {
          ...{ stage: 'SCRAPING', before: side({ chunks: null }), parts: [], result: 'none' },
          after: side({ state: 'ERROR', sha256: null, chunks: null, reason: gone }),
        },
      ],
    },
    {
      uri: 'http://h/c',
      title: 'C',
      before: null,
      after: 'COMPLETED',
      reasonBefore: null,
      reasonAfter: null,
      stages: [],
    },
  ],
} satisfies RunComparison;

const runs = [
  run({ runId: 'r1', status: 'COMPLETED', endedAt: '2026-11-21T09:01:05.000Z', counts: counts({ completed: 14 }) }),
  run({ runId: 'r2', status: 'COMPLETED', counts: counts({ completed: 14, error: 1 }) }),
] as const;

it('reads as a document: the runs, the settings, each difference with its reason', () => {
  expect(comparisonText(comparison, runs, textIn('en')).split('\n').filter(Boolean)).toEqual([
    '# Two runs compared',
    '|  | Before | After |',
    '| --- | --- | --- |',
    '| Run | `r1` | `r2` |',
    '| Started | 21 Nov 2026, 09:00 | 21 Nov 2026, 09:00 |',
    '| State | Completed | Completed |',
    '| Duration | 1:05 | – |',
    '| Completed | 14 | 14 |',
    '| Error | 0 | 1 |',
    '| Skipped | 0 | 0 |',
    '| Duplicates | 0 | 0 |',
    '## Settings',
    String.raw`- chunk\_size\: default → 300 (in ${'`recursive_chunking_config`'})`,
    '## Sources',
    '12 Sources are the same, 2 differ, 1 only after.',
    '| Source | Stage | Before | After | Why |',
    '| --- | --- | --- | --- | --- |',
    String.raw`| Tarifs \| \*réduits\* | Chunking | Completed · 4 chunks · ${'`a1b2c3d4`'} | Completed · 9 chunks · ${'`ffff0000`'} | changed\: configuration · another result |`,
    expect.stringMatching(/^\| http\\:\/\/h\/b \| – \| Completed \| Error \| This page answered 404/),
    expect.stringMatching(/^\| {2}\| Scraping \| Completed · `a1b2c3d4` \| Error \| This page answered 404/),
    '| C | – | not there | Completed |  |',
  ]);
});

it('says what it left out, and in French', () => {
  const cut = { ...comparison, counts: { ...comparison.counts, different: 702 } };
  const french = comparisonText(cut, runs, textIn('fr'));
  expect(french).toContain('… et 700 autres Sources qui diffèrent.');
  expect(french).toContain('# Deux exécutions comparées');
  expect(comparisonText({ ...cut, settings: [], differences: [] }, runs, textIn('fr'))).toContain('sont les mêmes.');
});
