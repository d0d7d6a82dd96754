import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportHistory } from '../../src/adapters/runs/exportHistory.ts';
import { createHistoryTail } from '../../src/adapters/runs/historyTail.ts';
import { formatLine } from '../../src/adapters/runs/journalFile.ts';
import type { HistoryEvent } from '../../src/model/event.ts';
import { runInMemory } from '../fakes/run.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'iw-history-'));
const file = path.join(folder, 'journal.jsonl');
let events: readonly HistoryEvent[];
let lines: readonly string[];

beforeAll(async () => {
  ({ events } = await runInMemory(['http://ville.test/a', 'http://ville.test/é']));
  lines = events.map(formatLine);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function tailOf(text: string) {
  writeFileSync(file, text);
  const tail = createHistoryTail(file, 'run-1');
  await tail.refresh();
  return tail;
}

test('tells all events with their addresses, and from an index on only the rest', async () => {
  const tail = await tailOf(lines.join(''));
  const whole = tail.batch(0);
  expect(whole).toMatchObject({ total: events.length, fault: null });
  expect(whole.events.map(({ id }) => id)).toEqual(events.map(({ eventId }) => eventId));
  const rest = tail.batch(events.length - 3);
  expect(rest.events.map(({ id }) => id)).toEqual(events.slice(-3).map(({ eventId }) => eventId));
  for (const { source, id } of rest.events) {
    const { attributes } = events[id - 1]!;
    expect(source === undefined ? undefined : rest.uris[source]).toBe('uri' in attributes ? attributes.uri : undefined);
  }
});

test('what is appended comes with the next look; a line that is still being written waits', async () => {
  const half = lines[3]!.slice(0, 40);
  const tail = await tailOf(lines.slice(0, 3).join('') + half);
  expect(tail.batch(0).total).toBe(3);
  appendFileSync(file, lines[3]!.slice(40) + lines[4]!);
  await tail.refresh();
  expect(tail.batch(3).events.map(({ id }) => id)).toEqual([4, 5]);
});

test('gives the texts as they are recorded, in the order asked for, and finds in them', async () => {
  const tail = await tailOf(lines.join(''));
  expect(await tail.lines([2, 3, 1, 999])).toEqual([...[2, 3, 1].map(id => lines[id - 1]!.trimEnd()), '']);
  const found = lines.flatMap((line, at) => (line.toLowerCase().includes('ville.test/é') ? [at + 1] : []));
  expect(await tail.find('VILLE.test/É'.toLowerCase(), 0)).toEqual(found);
  expect(await tail.find('ville.test/é', found[0]!)).toEqual(found.slice(1));
});

test('a damaged line ends the history with its place; mended, the rest is read', async () => {
  const broken = lines.map((line, at) => (at === 5 ? line.replace('"', '!') : line)).join('');
  const tail = await tailOf(broken);
  expect(tail.batch(0)).toMatchObject({ total: 5, fault: { code: 'journal_corrupt', line: 6 } });
  writeFileSync(file, lines.join(''));
  await tail.refresh();
  expect(tail.batch(0)).toMatchObject({ total: events.length, fault: null });
});

test('a journal that became another one is read anew; one that is gone is said to be', async () => {
  const tail = await tailOf(lines.join(''));
  truncateSync(file, Buffer.byteLength(lines[0]! + lines[1]!));
  await tail.refresh();
  expect(tail.batch(0).total).toBe(2);
  rmSync(file);
  await expect(tail.refresh()).rejects.toMatchObject({ problem: { code: 'run_gone', params: { run: 'run-1' } } });
});

test('exports the same events in three forms', async () => {
  writeFileSync(file, lines.join(''));
  const to = path.join(folder, 'out');
  const words = { title: 'Run', columns: ['Event', 'Time', 'Type', 'Stage', 'About'] } as const;
  await exportHistory(file, { format: 'jsonl', file: to, words });
  expect(readFileSync(to, 'utf8')).toBe(lines.join(''));
  await exportHistory(file, { format: 'json', file: to, words });
  expect(JSON.parse(readFileSync(to, 'utf8'))).toEqual({ events });
  await exportHistory(file, { format: 'markdown', file: to, words });
  expect(readFileSync(to, 'utf8').trim().split('\n')).toHaveLength(4 + events.length);
});
