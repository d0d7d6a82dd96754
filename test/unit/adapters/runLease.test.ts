import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLease } from '../../../src/adapters/runs/runLease.ts';
import { lockOwner, takeLock } from '../../../src/adapters/runs/runLock.ts';
import { toProblem } from '../../../src/model/problem.ts';

let folder: string;
let file: string;
let count = 0;
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'iw-lease-'))));
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  file = path.join(folder, `lock-${(count += 1)}`);
});
afterEach(() => vi.useRealTimers());

const params = { run: 'r' };
const refusal = (taking: Promise<unknown>): Promise<string> =>
  taking.then(
    () => 'taken',
    (error: unknown) => toProblem(error).code,
  );
const MINUTES = 60_000;
const later = (ms: number): void => void vi.setSystemTime(Date.now() + ms);

describe('the lease of a run that many processes work for', () => {
  it('is held by a name: its processes share it, others are told who has it', async () => {
    await createLease('ours').take(file, params);
    expect(await refusal(createLease('ours').take(file, params))).toBe('taken');
    const told = await createLease('theirs').take(file, params).catch(toProblem);
    expect(told).toMatchObject({ kind: 'transient', code: 'busy', params: { run: 'r', owner: 'Temporal: ours' } });
  });

  it('stands when a process gives it back, and is anybody’s when nobody has renewed it', async () => {
    const giveBack = await createLease('ours').take(file, params);
    await giveBack();
    later(1 * MINUTES);
    expect(await refusal(createLease('theirs').take(file, params))).toBe('busy');
    later(1 * MINUTES + 1);
    expect(await refusal(createLease('theirs').take(file, params))).toBe('taken');
    expect(await refusal(createLease('ours').take(file, params))).toBe('busy');
  });

  it('is kept for a wait that is longer than itself', async () => {
    const lease = createLease('ours');
    await (
      await lease.take(file, params)
    )();
    await lease.keep(file, 60 * MINUTES);
    later(61 * MINUTES);
    expect(await refusal(createLease('theirs').take(file, params))).toBe('busy');
    later(2 * MINUTES);
    expect(await refusal(createLease('theirs').take(file, params))).toBe('taken');
  });

  it('is never shortened, and by no other name renewed or freed', async () => {
    const lease = createLease('ours');
    await lease.take(file, params);
    await lease.keep(file, 60 * MINUTES);
    const before = await readFile(file, 'utf8');
    await lease.keep(file, 0);
    await createLease('theirs').keep(file, 600 * MINUTES);
    await createLease('theirs').free(file);
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  it('is anybody’s at once when it is freed', async () => {
    const lease = createLease('ours');
    await lease.take(file, params);
    await lease.free(file);
    expect(await refusal(createLease('theirs').take(file, params))).toBe('taken');
  });

  it('and a process’s lock respect each other', async () => {
    await createLease('ours').take(file, params);
    expect(await refusal(takeLock(file, params))).toBe('busy');
    expect((await lockOwner(file))?.holder).toBe('ours');
    later(3 * MINUTES);
    const unlock = await takeLock(file, params);
    expect(await refusal(createLease('ours').take(file, params))).toBe('busy');
    await unlock();
    expect(await refusal(createLease('ours').take(file, params))).toBe('taken');
  });

  it('is taken over from a text that is torn', async () => {
    await writeFile(file, '{"pid": 0, "ho');
    expect(await refusal(createLease('ours').take(file, params))).toBe('taken');
  });
});
