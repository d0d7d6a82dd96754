import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createDatasetVerbs } from '../../src/engineHost/datasetVerbs.ts';
import { writeLetter } from '../../src/model/dataset/deadLetter.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'letters-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('of a dead letter with a large record its beginning travels, and how long it is', async () => {
  const letter = (id: string, record: { text: string }) =>
    writeLetter(
      {
        ...{ id, record, kind: 'data', reason: { code: 'no_partition', params: {} }, partitionDate: null },
        ...{ request: null, firstSeen: '2026-01-01T00:00:00Z', attempts: 1 },
      },
      'run-1',
    );
  mkdirSync(path.join(folder, '_dead_letters'));
  const lines = [
    letter('00000000000000aa', { text: 'x'.repeat(5_000_000) }),
    letter('00000000000000bb', { text: 'y' }),
  ];
  writeFileSync(path.join(folder, '_dead_letters', 'run-1.jsonl'), `${lines.join('\n')}\n`);
  const verbs = createDatasetVerbs({ hold: () => Promise.reject(new Error('no work folder is asked for')) });
  const { letters, total } = await verbs.deadLetters({ folder });
  expect(total).toBe(2);
  expect(letters[0]?.record).toHaveLength(10_000);
  // Braces, quotes, the name and line ends.
  expect(letters[0]?.recordLength).toBe(5_000_000 + '{\n  "text": ""\n}'.length);
  expect(letters[1]).toMatchObject({ record: '{\n  "text": "y"\n}' });
  expect(letters[1]?.recordLength).toBeUndefined();
});

test('all dead letters of a reason but those that are left out go', async () => {
  const place = path.join(folder, 'except');
  const letter = (id: string, code: string) =>
    writeLetter(
      {
        ...{ id, record: { id }, kind: 'data', reason: { code, params: {} }, partitionDate: null },
        ...{ request: null, firstSeen: '2026-01-01T00:00:00Z', attempts: 1 },
      },
      'run-1',
    );
  mkdirSync(path.join(place, '_dead_letters'), { recursive: true });
  const ids = ['aa', 'bb', 'cc', 'dd'].map(end => `00000000000000${end}`);
  const lines = ids.map((id, at) => letter(id, at === 0 ? 'row_not_object' : 'no_partition'));
  writeFileSync(path.join(place, '_dead_letters', 'run-1.jsonl'), `${lines.join('\n')}\n`);
  const verbs = createDatasetVerbs({ hold: () => Promise.reject(new Error('no work folder is asked for')) });
  const left = async () => (await verbs.deadLetters({ folder: place })).letters.map(({ id }) => id);
  const except = ids.slice(2, 3);
  expect(await verbs.dropDeadLetters({ folder: place, reason: 'no_partition', except })).toEqual({
    ...{ dropped: 2, remaining: 2 },
  });
  expect(await left()).toEqual([ids[0], ids[2]]);
  await verbs.dropDeadLetters({ folder: place, except });
  expect(await left()).toEqual([ids[2]]);
});
