import { describe, expect, it, vi } from 'vitest';
import { createBegun } from '../../../src/extension/features/tables/begun.ts';

describe('an export that waits for a place', () => {
  it('knows when the place is chosen that somebody has had enough, and only then', async () => {
    const begun = createBegun(vi.fn());
    let choose = (): void => undefined;
    const place = new Promise<void>(resolve => (choose = resolve));
    const write = (id: string) => begun.run(id, signal => place.then(() => !signal.aborted));
    const [first, other] = [write('export-1'), write('export-2')];
    begun.stop('export-1');
    begun.stop('export-0');
    choose();
    expect([await first, await other]).toEqual([false, true]);
  });

  it('tells why it failed, unless it was stopped', async () => {
    const failed = vi.fn();
    const begun = createBegun(failed);
    const full = new Error('full');
    await expect(begun.run('a', () => Promise.reject(full))).rejects.toBe(full);
    const stopped = begun.run('b', async () => {
      begun.stop('b');
      throw new Error('stopped');
    });
    await expect(stopped).rejects.toThrow('stopped');
    expect(failed.mock.calls).toEqual([[full]]);
  });
});
