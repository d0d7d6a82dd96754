import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorkFolder } from '../../src/adapters/compose.ts';
import { startPracticeSite, type PracticeSite } from '../../src/adapters/practiceServer/practiceSite.ts';
import { engine } from '../../src/cli/engine.ts';
import type { WorkFolder } from '../../src/engine/workFolder.ts';
import type { CrawlingConfiguration } from '../../src/model/generated/types.ts';
import { command } from '../unit/cli/fakeWorld.ts';
import { fakeOptions } from '../fakes/run.ts';

const contentDir = fileURLToPath(new URL('../../workshop/practice-site', import.meta.url));
let folder = '';
let site: PracticeSite;
let work: WorkFolder;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'preview-'));
  site = await startPracticeSite({ contentDir });
  const log = { write: () => undefined };
  work = await openWorkFolder({ workDir: join(folder, '.ingestion-workshop'), log });
});
afterAll(async () => {
  await work.close();
  await site.close();
  rmSync(folder, { recursive: true });
});

const request = (max_depth: number, crawling_config: CrawlingConfiguration) => ({
  input: {
    sources: [{ uri: site.url, max_depth }],
    crawling_config,
    stages: ['CRAWLING' as const, 'SCRAPING' as const],
  },
  options: fakeOptions({ maxPageBytes: 20_000_000, requestTimeoutMs: 30_000, currentFolder: folder, concurrency: 4 }),
  ...{ headers: {}, signal: new AbortController().signal },
});

describe('on the practice site a preview', () => {
  test.each([
    ['to depth 2', 2, {}],
    ['with patterns', 2, { include: ['/vie-pratique/*', '/actualites/*'], exclude: ['*pass*'] }],
    ['with a limit', 2, { max_pages: 9 }],
    ['with the sitemap', 1, { sitemap: true }],
  ] as const)(
    '%s tells the Sources that the run then discovers, and how they end',
    async (_name, depth, config) => {
      const asked = request(depth, config as CrawlingConfiguration);
      const preview = await work.preview(asked);
      const run = await work.ingest(asked);
      const told = preview.entries.filter(({ uri }) => run.outcomes.some(outcome => outcome.uri === uri));
      expect(told.map(({ uri }) => uri)).toEqual(run.outcomes.map(({ uri }) => uri));
      const listed = new Set(told.map(({ uri }) => uri));
      const left = preview.entries.filter(({ uri }) => !listed.has(uri));
      expect(left.filter(({ action }) => action === 'fetch' || action === 'fail')).toEqual([]);
      for (const outcome of run.outcomes) {
        const entry = told.find(({ uri }) => uri === outcome.uri);
        if (entry?.action === 'skip')
          expect([outcome.status, outcome.reason?.code]).toEqual(['SKIPPED', entry.reason?.code]);
        if (entry?.action === 'fail') expect(outcome.status).toBe('ERROR');
        // Of the last level nobody knows what the server will answer.
        if (entry?.loaded && entry.action === 'fetch') expect(outcome.status).toBe('COMPLETED');
      }
    },
    60_000,
  );

  test('estimates the requests that a run makes', async () => {
    const { estimate, entries, measured } = await work.preview(request(2, {}));
    const asked = entries.filter(({ action, loaded }) => action === 'fetch' || action === 'fail' || loaded !== null);
    expect(estimate.requests).toBe(asked.length + 1);
    expect(estimate.seconds).toBeGreaterThan(0);
    expect(measured.pages).toBeLessThan(asked.length);
  }, 60_000);
});

describe('ingest --preview', () => {
  const run = (...argv: string[]) => command(argv, { engine, world: { cwd: folder } });

  test('answers each address with action, level, reason and figures; stores nothing', async () => {
    writeFileSync(join(folder, 'a.ingest.yaml'), `sources:\n  - uri: ${site.url}\n    max_depth: 1\n`);
    const { code, out } = await run('ingest', 'a.ingest.yaml', '--preview', '--work-dir', 'untouched');
    const told = JSON.parse(out);
    expect([code, told.status]).toEqual([0, 'success']);
    expect(told.addresses[0]).toMatchObject({
      action: 'fetch',
      level: 0,
      found_on: null,
      cause: ['sources', 0, 'uri'],
    });
    expect(told.addresses).toContainEqual(
      expect.objectContaining({
        ...{ action: 'skip', level: 1, reason: expect.stringContaining('robots.txt') },
        reason_detail: expect.objectContaining({ code: 'robots_disallowed' }),
      }),
    );
    expect(told).toMatchObject({
      measured: { pages: 1 },
      estimate: { requests: expect.any(Number) },
      not_looked_at: 0,
    });
    expect(existsSync(join(folder, 'untouched'))).toBe(false);
  }, 60_000);

  test('goes with none of the options that are of a run', async () => {
    for (const other of [['--check'], ['--run-id', 'x'], ['--only', 'CRAWLING'], ['--back-end', 'temporal']]) {
      const { code, out } = await run('ingest', 'a.ingest.yaml', '--preview', ...other);
      expect([code, JSON.parse(out).error_detail.code]).toEqual([2, 'option_conflict']);
    }
  });
});
