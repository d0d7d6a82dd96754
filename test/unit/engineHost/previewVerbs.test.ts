import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createPreviewVerbs } from '../../../src/engineHost/previewVerbs.ts';
import type { Held } from '../../../src/engineHost/heldFolders.ts';
import type { PreviewRequest } from '../../../src/engine/preview/previewRequest.ts';
import { countLevels, type CrawlPreview, type PreviewEntry } from '../../../src/model/preview/preview.ts';

const folder = mkdtempSync(join(tmpdir(), 'preview-verbs-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'a.ingest.yaml');
writeFileSync(file, 'sources:\n  - uri: https://a.fr/\ncrawling_config:\n  exclude:\n    - /x\n    - /y\n');

const entry = (at: number): PreviewEntry => ({
  ...{ uri: `https://a.fr/${at}`, action: at % 2 === 0 ? 'fetch' : 'skip', reason: null, aliasOf: null },
  ...{ level: at < 10 ? 0 : 1, foundOn: null, cause: null, followsLinks: false, loaded: null },
});
const entries = Array.from({ length: 20_000 }, (_, at) => entry(at));
const measured = { requests: 1, pages: 1, bytes: 1, durationMs: 1, requestMs: 1, pageBytes: 1 };
const PREVIEW: CrawlPreview = {
  ...{ isCancelled: false, entries, levels: countLevels(entries), hosts: [], sitemaps: [], unlisted: 0, unfollowed: 0 },
  ...{ open: 0, measured, estimate: { requests: 1, seconds: 1, bytes: 1 } },
};

function open(preview: (request: PreviewRequest) => Promise<CrawlPreview> = async () => PREVIEW) {
  // SAFETY: no more than the preview is asked of the folder.
  const held = { folder: { preview } } as unknown as Held;
  const verbs = createPreviewVerbs({ hold: async () => held }, () => ({ previewMoved: () => undefined }), String);
  return { verbs, start: () => verbs.previewCrawl({ file, workDir: folder }) };
}

describe('a preview in the engine process', () => {
  it('is kept there: its rows are asked for in pages, however many there are', async () => {
    const { verbs, start } = open();
    const summary = await start();
    expect(summary).toMatchObject({ total: 20_000 });
    expect(summary).not.toHaveProperty('entries');
    const filter = { level: 1, action: 'skip', text: '999' } as const;
    const rows = await verbs.previewEntries({ workDir: folder, filter, from: 1, count: 2 });
    expect(rows.map(({ uri }) => uri)).toEqual(['https://a.fr/1999', 'https://a.fr/2999']);
    const whole = { level: null, action: null, text: '' };
    expect(await verbs.previewEntries({ workDir: folder, filter: whole, from: 0, count: 50_000 })).toHaveLength(1_000);
    const levels = await verbs.previewLevels({ workDir: folder, filter: { ...whole, text: 'a.fr/1999' } });
    expect(levels).toEqual([{ level: 1, fetch: 5, skip: 6, alias: 0, fail: 0, file: 0 }]);
  });

  it('is stopped, and gives what is known by then', async () => {
    const turn = () => new Promise(resolve => setImmediate(resolve));
    const { verbs, start } = open(async ({ signal }) => {
      while (!signal.aborted) await turn();
      return { ...PREVIEW, isCancelled: true };
    });
    const ending = start();
    await expect(start()).rejects.toMatchObject({ problem: { code: 'preview_running' } });
    await verbs.stopPreview({ workDir: folder });
    expect((await ending).isCancelled).toBe(true);
  });

  it('leads to the line of the input, and is written as a file', async () => {
    const { verbs, start } = open();
    await start();
    const text = readFileSync(file, 'utf8');
    expect(await verbs.locateInInput({ file, text, path: ['crawling_config', 'exclude', 1] })).toMatchObject({
      line: 6,
    });
    const out = join(folder, 'out.csv');
    expect(await verbs.exportPreview({ workDir: folder, file: out, form: 'csv' })).toEqual({ addresses: 20_000 });
    expect(readFileSync(out, 'utf8').split('\r\n')).toHaveLength(20_002);
  });

  it('that is not there any more is told by name', async () => {
    const asked = { workDir: folder, filter: { level: null, action: null, text: '' } };
    await expect((async () => open().verbs.previewLevels(asked))()).rejects.toMatchObject({
      problem: { code: 'preview_gone' },
    });
  });
});
