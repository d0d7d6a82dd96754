import { beforeAll, describe, expect, test } from 'vitest';
import { scanJournal } from '../../src/adapters/runs/journalFile.ts';
import { PLANTS } from './plants.ts';
import { createRandom, type Operation } from './simulatedDisk.ts';
import { createComputer, JOURNAL, refusedAt, survive, trySeed, uninterrupted } from './trial.ts';

let expected: string;
let operations: readonly Operation[];

beforeAll(async () => {
  const { artifacts, computer } = await uninterrupted();
  expected = artifacts;
  operations = [...computer.disk.operations];
});

test('the disk is used: folders are synced, files are renamed, the journal is appended to', () => {
  expect(expected.split('\n').length).toBe(3);
  expect(new Set(operations)).toEqual(new Set(['mkdir', 'open', 'write', 'sync', 'rename']));
});

describe.each(['kill', 'power'] as const)('%s', how => {
  test('at every operation, and torn in eight ways, a run resumes to the same bytes', async () => {
    for (let after = 0; after <= operations.length; after += 1) {
      for (let way = 0; way < 8; way += 1)
        await survive(createComputer(createRandom(after * 8 + way)), [{ after, how }], expected);
    }
  });

  test.each([
    ['write', 'ENOSPC'],
    ['write', 'EIO'],
    ['sync', 'EIO'],
    ['rename', 'EROFS'],
    ['open', 'EACCES'],
    ['mkdir', 'EROFS'],
  ] as const)(
    'after the n-th %s failed with %s, which is named, a run resumes to the same bytes',
    async (kind, code) => {
      for (let seed = 1; seed <= 3; seed += 1) {
        let nth = 0;
        for (let isOver = false; !isOver;) {
          nth += 1;
          const computer = createComputer(createRandom(seed));
          computer.disk.failAt(kind, nth, code);
          const failure = await computer.live().catch((error: unknown) => error);
          isOver = failure === undefined;
          const problem = { kind: 'config', code: expect.stringMatching(NAMED) };
          if (!isOver) expect(failure, `${kind} ${nth}`).toMatchObject({ problem });
          computer.disk.restart(how);
          await survive(computer, [{ after: Infinity, how }], expected);
        }
        expect(nth).toBeGreaterThan(3);
      }
    },
  );
});

const NAMED = /^(?:disk_full|disk_failed|no_permission|journal_not_written|artifact_not_written)$/;

test('of a failed sync of the journal nothing is found again', async () => {
  const computer = createComputer(createRandom(1));
  computer.disk.failAt('sync', operations.filter(operation => operation === 'sync').length, 'EIO');
  await expect(computer.live()).rejects.toMatchObject({ problem: { code: 'journal_not_written' } });
  const [journal, durable] = computer.journal();
  expect(journal).toEqual(durable);
});

test('torn at any byte, a journal is cut to its whole lines', async () => {
  const [journal] = (await uninterrupted()).computer.journal();
  for (let length = 0; length <= journal.length; length += 1) {
    const torn = journal.subarray(0, length);
    const soundBytes = torn.lastIndexOf(10) + 1;
    const end = scanJournal(torn, { file: JOURNAL, byte: 0, line: 1 }, () => undefined);
    expect(end).toEqual({ soundBytes, isTorn: soundBytes < length });
  }
});

test('so torn, a run resumes to the same bytes; without its first line it is not begun again', async () => {
  const [journal] = (await uninterrupted()).computer.journal();
  for (let length = 0; length <= journal.length; length += 31) {
    const { computer } = await uninterrupted();
    await computer.disk.start().truncate(JOURNAL, length);
    if (length > journal.indexOf(10)) await survive(computer, [{ after: Infinity, how: 'kill' }], expected);
    else await expect(computer.live()).rejects.toMatchObject({ problem: { code: 'journal_empty' } });
  }
});

test('a flipped bit in any byte is refused with its place', async () => {
  const { computer } = await uninterrupted();
  const [journal] = computer.journal();
  for (let byte = 0; byte < journal.length; byte += 1) expect(refusedAt(journal, byte), `byte ${byte}`).toBeDefined();
});

/** A test of the test: each fault is there to be found. */
test.each(Object.entries(PLANTS))('%s is found', async (_, plant) => {
  let found: unknown;
  for (let seed = 1; seed <= 300 && found === undefined; seed += 1)
    await trySeed(seed, expected, plant).catch((error: unknown) => (found = error));
  expect(found).toBeDefined();
});
