import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApiRuns } from '../../src/adapters/composeApi.ts';
import { createDatasetVerbs } from '../../src/engineHost/datasetVerbs.ts';
import { createProbeVerbs } from '../../src/engineHost/probeVerbs.ts';
import { createFakeLog } from '../fakes/ports.ts';

const VARIABLE = 'INGESTION_WORKSHOP_TEST_TOKEN';
const headers = { Authorization: `env:${VARIABLE}` };
const rows = [
  { id: 1, at: '2026-01-01' },
  { id: 2, at: '2026-02-30' },
];

let server: Server;
let url = '';
let folder = '';

/** An API that answers only who says who it is. */
beforeAll(async () => {
  process.env[VARIABLE] = 'Bearer practice';
  folder = mkdtempSync(path.join(tmpdir(), 'iw-api-verbs-'));
  server = createServer(({ headers: { authorization }, url: asked = '' }, answer) => {
    answer.statusCode = authorization === 'Bearer practice' ? 200 : 401;
    answer.end(JSON.stringify(/_page=[2-9]/.test(asked) ? [] : rows));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/rows`; // SAFETY: it listens on a port.
});
afterAll(() => {
  Reflect.deleteProperty(process.env, VARIABLE);
  server.close();
  rmSync(folder, { recursive: true });
});

describe('an API that asks who is there, in the editor', () => {
  const verbs = createDatasetVerbs({ hold: () => Promise.reject(new Error('no work folder here')) });
  const config = () => path.join(folder, 'rows.api.yaml');
  const dataset = () => path.join(folder, 'data');

  test('is probed with a header, which goes into the configuration by the name of its variable', async () => {
    const { probeApi } = createProbeVerbs();
    await expect(probeApi({ id: '1', url, headers: {} })).rejects.toMatchObject({
      problem: { code: 'http_unauthorised' },
    });
    const proposal = await probeApi({ id: '2', url, headers });
    expect(proposal.config).toMatchObject({ base_url: url, headers });
  });

  test('is asked again for a dead letter with the headers of the configuration, and only then they are needed', async () => {
    const yaml = `base_url: ${url}\noutput_dir: data\ndate_column: at\nheaders:\n  Authorization: env:${VARIABLE}\n`;
    writeFileSync(config(), yaml);
    const runs = await openApiRuns({ workDir: path.join(folder, 'work'), userAgent: 'test', log: createFakeLog() });
    const input = { base_url: url, output_dir: 'data', date_column: 'at', headers };
    await runs.ingest({
      input: { ...input, start_date: '2026-01-01', end_date: '2026-01-02' },
      options: { inputFile: null, currentFolder: folder },
      headers: { Authorization: 'Bearer practice' },
      signal: new AbortController().signal,
    });
    runs.close();
    const asked = { id: '1', folder: dataset() };
    const kept = await verbs.replayDeadLetters({ ...asked, config: path.join(folder, 'not-there.api.yaml') });
    expect(kept).toMatchObject({ replayed: 0, failed: [{ reason: { code: 'row_date_invalid' } }] });
    forgetRecords(path.join(dataset(), '_dead_letters'));
    const nobody = await verbs.replayDeadLetters({ ...asked, config: null });
    expect(nobody).toMatchObject({ replayed: 0, failed: [{ reason: { code: 'http_status' } }] });
    rows.pop();
    expect(await verbs.replayDeadLetters({ ...asked, config: config() })).toMatchObject({ remaining: 0, failed: [] });
  });
});

/** As of a request whose answer could not be read. */
function forgetRecords(letters: string): void {
  for (const name of readdirSync(letters)) {
    const file = path.join(letters, name);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    writeFileSync(file, lines.map(line => `${JSON.stringify({ ...JSON.parse(line), record: null })}\n`).join(''));
  }
}
