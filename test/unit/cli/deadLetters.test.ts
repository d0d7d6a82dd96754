import { describe, expect, test } from 'vitest';
import type { DeadLetters } from '../../../src/engine/dataset/deadLetters.ts';
import type { DeadLetter } from '../../../src/model/dataset/deadLetter.ts';
import { command, fakeEngine } from './fakeWorld.ts';

const LETTER: DeadLetter = {
  id: '3f9a2b1c4d5e6f70',
  reason: { code: 'row_date_invalid', params: { column: 'at', value: '2026-02-30' } },
  kind: 'data',
  partitionDate: null,
  record: { id: 1, at: '2026-02-30' },
  request: null,
  firstSeen: '2026-03-01T00:00:00.000Z',
  attempts: 2,
};

const asked: unknown[] = [];
const letters: DeadLetters = {
  list: async () => [LETTER],
  replay: async request => {
    asked.push(request.ids);
    return { replayed: [], remaining: 1, failed: [LETTER] };
  },
  drop: async ids => {
    asked.push(ids);
    return { dropped: [LETTER.id], remaining: 0 };
  },
  close: () => undefined,
};
const run = (...argv: string[]) =>
  command(['dead-letters', ...argv], { engine: fakeEngine({ openDeadLetters: async () => letters }) });

describe('dead-letters', () => {
  test('are listed with their reason, record and request', async () => {
    const ran = await run('list', '--output-dir', 'data');
    expect(ran.code).toBe(0);
    expect(ran.json()['dead_letters']).toEqual([
      {
        id: LETTER.id,
        reason: 'row_date_invalid',
        message: 'at is 2026-02-30, and that is no day of the calendar. Repair the record and replay it.',
        params: LETTER.reason.params,
        kind: 'data',
        partition_date: null,
        record: LETTER.record,
        request: null,
        first_seen: LETTER.firstSeen,
        attempts: 2,
      },
    ]);
  });

  test('that stay dead make a replay fail, with counts', async () => {
    const ran = await run('replay', LETTER.id);
    expect([ran.code, asked.at(-1)]).toEqual([1, [LETTER.id]]);
    expect(ran.json()).toMatchObject({ status: 'partial', replayed: 0, remaining: 1, failed: [{ id: LETTER.id }] });
  });

  test('are dropped by their ids, or all when that is said', async () => {
    expect((await run('drop', '--all')).json()).toMatchObject({ dropped: 1, remaining: 0 });
    expect(asked.at(-1)).toBeUndefined();
  });

  test.each([
    [['drop'], 'drop_needs_ids'],
    [['show'], 'argument_missing'],
    [['repaly'], 'unknown_action'],
    [[], 'argument_missing'],
  ])('%j is refused', async (argv, code) => {
    const ran = await run(...argv);
    expect([ran.code, ran.detail()]).toMatchObject([2, { kind: 'usage', code }]);
  });
});
