import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatLine } from '../../src/adapters/runs/journalFile.ts';
import { createRunFolders } from '../../src/adapters/runs/runFolders.ts';
import { createServerRunMarker } from '../../src/adapters/runs/serverRun.ts';
import type { HistoryEvent } from '../../src/model/event.ts';
import { runInMemory, startedEvent } from '../fakes/run.ts';

/** What may lie under a journal's name: each is named, left as it is, and nothing is begun over it. */
let workDir: string;
let runs: ReturnType<typeof createRunFolders>;
const folder = () => path.join(workDir, 'runs', 'run-1');
const journal = () => path.join(folder(), 'journal.jsonl');

beforeEach(async () => {
  workDir = await mkdtemp(path.join(tmpdir(), 'iw-bad-'));
  runs = createRunFolders(workDir);
  await mkdir(folder(), { recursive: true });
});
afterEach(() => rm(workDir, { recursive: true, force: true }));

const { events } = await runInMemory(['http://ville.test/a']);
const linesOf = (some: readonly unknown[]) => some.map(event => formatLine(event as HistoryEvent)).join('');
const first = startedEvent(['http://ville.test/a']);
const without = (eventId: number) => events.filter(event => event.eventId !== eventId);

async function expectRefusal(content: string | Buffer, problem: Record<string, unknown>): Promise<void> {
  await writeFile(journal(), content);
  await expect(runs.read('run-1')).rejects.toMatchObject({ problem });
  await expect(runs.open('run-1')).rejects.toMatchObject({ problem });
  expect(await readFile(journal())).toEqual(Buffer.from(content));
  expect(await runs.owner('run-1')).toBeNull();
}

test.each<[string, string | Buffer, Record<string, unknown>]>([
  [
    'of a newer form',
    linesOf([{ ...first, attributes: { ...first.attributes, journalVersion: 2 } }, ...events.slice(1)]),
    { code: 'journal_newer', line: 1 },
  ],
  [
    'with an event that we do not know',
    linesOf([...events.slice(0, 3), { eventId: 4, eventType: 'NexusOperationStarted', attributes: {} }]),
    { code: 'journal_newer', line: 4 },
  ],
  ['a note without an end', 'remember the milk', { code: 'journal_foreign' }],
  ['a note of several lines', 'remember\nthe milk\n', { code: 'journal_foreign' }],
  ['the JSON of another program', '{"name": "x"}\n{"name": "y"}\n', { code: 'journal_foreign' }],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]), { code: 'journal_foreign' }],
  ["another run's", linesOf([startedEvent([], { runId: 'run-2' })]), { code: 'journal_foreign' }],
  ['without its beginning', linesOf(events.slice(3)), { code: 'journal_corrupt', line: 1 }],
  ['with a line taken out', linesOf(without(5)), { code: 'journal_corrupt', line: 5 }],
  ['with a line twice', linesOf([...events.slice(0, 5), ...events.slice(4)]), { code: 'journal_corrupt', line: 6 }],
  [
    'changed by hand in its last line',
    linesOf(events).replace(/"eventType":"WorkflowExecutionCompleted"/, '"eventType":"WorkflowExecutionCanceled"'),
    { code: 'journal_corrupt', line: events.length },
  ],
])('a journal %s is refused and left alone', async (_, content, problem) => {
  await expectRefusal(content, { kind: 'data', ...problem });
});

test('an empty one beside files of its run is refused: to begin again would be to do it all again', async () => {
  await mkdir(path.join(folder(), 'scraping'));
  await expectRefusal('', { kind: 'data', code: 'journal_empty', params: { file: journal(), run: 'run-1' } });
  await rm(journal());
  await expect(runs.open('run-1')).rejects.toMatchObject({ problem: { code: 'journal_empty' } });
});

test('a run whose history a server keeps has lost no journal, and nobody begins it anew here', async () => {
  const artifacts = path.join(workDir, 'runs', 'run-1', 'scraping');
  await mkdir(artifacts, { recursive: true });
  await createServerRunMarker(workDir)('run-1', 'run-1');
  expect(await runs.read('run-1')).toEqual([]);
  await expect(runs.open('run-1')).rejects.toMatchObject({
    problem: { code: 'run_exists', params: { run: 'run-1' } },
  });
});

test('one of a run that was killed before its first event is begun', async () => {
  for (const content of ['', linesOf([first]).slice(0, 9), '\0'.repeat(40)]) {
    await writeFile(journal(), content);
    const { events: found, release } = await runs.open('run-1');
    expect(found).toEqual([]);
    await release();
    expect(await readFile(journal(), 'utf8')).toBe('');
  }
});
