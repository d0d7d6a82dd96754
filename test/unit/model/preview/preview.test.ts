import { describe, expect, it } from 'vitest';
import { countLevels, estimateRun, type Measured, type PreviewEntry } from '../../../../src/model/preview/preview.ts';
import { countActions, filterPreview } from '../../../../src/model/preview/previewFilter.ts';

const entry = (uri: string, level: number, action: PreviewEntry['action'] = 'fetch'): PreviewEntry => ({
  ...{ uri, level, action, reason: null, aliasOf: null, foundOn: null, cause: null },
  ...{ followsLinks: false, loaded: null },
});
const ENTRIES = [entry('https://a.fr/', 0), entry('https://a.fr/Bus', 1), entry('https://a.fr/tram', 1, 'skip')];
const measured: Measured = { requests: 4, pages: 3, bytes: 300, durationMs: 9, requestMs: 100, pageBytes: 100 };
const pace = { concurrency: 4, perHost: 2 };
const host = { origin: 'https://a.fr', pages: 10, delayMs: 0, isLocal: false };

describe('what a preview says', () => {
  it('counts each level by what would be done', () => {
    expect(countLevels(ENTRIES)).toEqual([
      { level: 0, fetch: 1, alias: 0, skip: 0, fail: 0, file: 0 },
      { level: 1, fetch: 1, alias: 0, skip: 1, fail: 0, file: 0 },
    ]);
    expect(countActions(ENTRIES)).toEqual([
      ['fetch', 2],
      ['skip', 1],
    ]);
  });

  it('is filtered by level, by what is done, and by words in the address in any case', () => {
    const found = (level: number | null, action: PreviewEntry['action'] | null, text: string) =>
      filterPreview(ENTRIES, { level, action, text }).map(({ uri }) => uri);
    expect(found(null, null, ' bus ')).toEqual(['https://a.fr/Bus']);
    expect(found(1, 'skip', '')).toEqual(['https://a.fr/tram']);
    expect(found(null, null, '')).toHaveLength(3);
  });

  it('estimates by the politeness of each host: two at a time there, more on this machine, or one after each pause', () => {
    expect(estimateRun([host], measured, pace, 1)).toEqual({ requests: 11, seconds: 0.5, bytes: 1000 });
    expect(estimateRun([{ ...host, isLocal: true }], measured, pace, 1).seconds).toBe(0.3);
    expect(estimateRun([{ ...host, delayMs: 5000 }], measured, pace, 1).seconds).toBe(45.1);
    expect(estimateRun([host, { ...host, pages: 40 }], measured, pace, 0).seconds).toBe(2);
  });

  it('makes up no figure: without a measure there is none', () => {
    const nothing = { ...measured, pages: 0, requestMs: null, pageBytes: null };
    expect(estimateRun([host], nothing, pace, 0)).toEqual({ requests: 10, seconds: null, bytes: null });
    expect(estimateRun([], nothing, pace, 0)).toEqual({ requests: 0, seconds: 0, bytes: 0 });
  });
});
