import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { datasetOf } from '../../../src/extension/features/tables/datasetOf.ts';
import { GONE, lookAtFile, lookAtFolder } from '../../../src/extension/features/tables/look.ts';
import { placeOf } from '../../../src/extension/features/tables/place.ts';
import { createWanted } from '../../../src/extension/features/tables/wanted.ts';
import { watchTable } from '../../../src/extension/features/tables/watch.ts';

describe('a place that was asked for', () => {
  it('is taken as far as it is right', () => {
    expect(placeOf({ path: '/a.parquet', row: 7, column: 'id' })).toEqual({ path: '/a.parquet', row: 7, column: 'id' });
    expect(placeOf({ path: '/a.parquet' })).toEqual({ path: '/a.parquet', row: null, column: null });
    expect(placeOf({ path: '/a.parquet', row: 'x', column: 4 })).toEqual({
      ...{ path: '/a.parquet', row: null, column: null },
    });
    expect([undefined, 'x', { path: 4 }, { path: '/a', scheme: 'file' }].map(placeOf)).toEqual(Array(4).fill(null));
  });
});

describe('a wanted row', () => {
  const row = { row: 3, column: null };
  const tab = (isReady: boolean) => {
    const told = vi.fn(() => isReady);
    return { path: '/a', reveal: vi.fn(), tell: told };
  };

  it('waits for the tab that will be opened, which takes it once', () => {
    const wanted = createWanted();
    expect(wanted.ask('/a', row)).toBe(false);
    expect(wanted.take('/b')).toBe(null);
    expect([wanted.take('/a'), wanted.take('/a')]).toEqual([row, null]);
  });

  it('is told at once to a page that is there, and waits for one that is on its way', () => {
    const wanted = createWanted();
    const ready = tab(true);
    const own = wanted.join(ready);
    expect(wanted.ask('/a', row)).toBe(true);
    expect([ready.tell.mock.calls, ready.reveal.mock.calls.length]).toEqual([[[row]], 1]);
    expect(wanted.take('/a')).toBe(null);
    own.dispose();
    wanted.join(tab(false));
    expect(wanted.ask('/a', row)).toBe(true);
    expect(wanted.take('/a')).toEqual(row);
  });

  it('is forgotten when the table is opened without one', () => {
    const wanted = createWanted();
    wanted.ask('/a', row);
    wanted.ask('/a', null);
    expect(wanted.take('/a')).toBe(null);
  });
});

describe('a look', () => {
  let folder = '';
  beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), 'look-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('tells a file from the one that it was, and from none', async () => {
    const file = path.join(folder, 'a.parquet');
    expect(await lookAtFile(file)).toBe(GONE);
    writeFileSync(file, 'a');
    const before = await lookAtFile(file);
    expect(await lookAtFile(file)).toBe(before);
    utimesSync(file, 1, 1);
    expect(await lookAtFile(file)).not.toBe(before);
  });

  it('tells a folder from what it was by its days, not by what we keep beside them', async () => {
    expect(await lookAtFolder(path.join(folder, 'none'))).toBe(GONE);
    const day = path.join(folder, 'data', 'partition_date=2026-01-01');
    mkdirSync(day, { recursive: true });
    utimesSync(day, 1, 1);
    const before = await lookAtFolder(path.join(folder, 'data'));
    mkdirSync(path.join(folder, 'data', '_state'));
    expect((await lookAtFolder(path.join(folder, 'data'))) === before).toBe(true);
    writeFileSync(path.join(day, 'part.parquet'), '');
    expect(await lookAtFolder(path.join(folder, 'data'))).not.toBe(before);
  });
});

describe('the dataset of a table', () => {
  it('is the folder that has its state: of the table itself, of a day and of a file of it', async () => {
    const root = mkdtempSync(path.join(tmpdir(), 'dataset-of-'));
    const folder = path.join(root, 'counts');
    const day = path.join(folder, 'partition_date=2026-01-01');
    for (const place of [day, path.join(folder, '_state')]) mkdirSync(place, { recursive: true });
    writeFileSync(path.join(folder, '_state', 'dataset.json'), '{}');
    const found = [folder, day, path.join(day, 'part-00000.parquet'), root, path.join(root, 'other.parquet')];
    expect(await Promise.all(found.map(datasetOf))).toEqual([folder, folder, folder, null, null]);
    rmSync(root, { recursive: true });
  });
});

describe('a watched table', () => {
  function watched({ looks, isDeep = false }: { looks: readonly string[]; isDeep?: boolean }) {
    let at = 0;
    const world = { touch: () => undefined as void };
    const changed = vi.fn();
    const watch = watchTable({
      look: async () => looks[Math.min(at++, looks.length - 1)] ?? '',
      listen: touched => {
        world.touch = touched;
        return { dispose: () => undefined };
      },
      ...{ isDeep, pollMs: null, isSeen: () => true, changed, wait: async () => undefined },
    });
    const settle = () => new Promise(resolve => setImmediate(resolve));
    return { watch, changed, touch: () => (world.touch(), settle()), looked: () => at };
  }

  it('is another one when its writer rests, and that is said once', async () => {
    const { watch, changed, touch, looked } = watched({ looks: ['b', 'bb', 'bbb', 'bbb'] });
    watch.opened('a');
    await touch();
    expect([changed.mock.calls.length, looked()]).toEqual([1, 4]);
    await touch();
    expect(changed).toHaveBeenCalledTimes(1);
    watch.opened('bbb');
    await touch();
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('is the same when it was only touched; a folder is another one, whose files are not looked at', async () => {
    const file = watched({ looks: ['a'] });
    file.watch.opened('a');
    await file.touch();
    expect(file.changed).not.toHaveBeenCalled();
    const folder = watched({ looks: ['a'], isDeep: true });
    folder.watch.opened('a');
    await folder.touch();
    expect(folder.changed).toHaveBeenCalledTimes(1);
  });

  it('is not gone in the moment in which another is put in its place', async () => {
    const { watch, changed, touch, looked } = watched({ looks: [GONE, GONE, 'b', 'b'] });
    watch.opened('a');
    await touch();
    expect([changed.mock.calls.length, looked()]).toEqual([1, 4]);
  });

  it('that is gone says so, once; there again, it is another one', async () => {
    const { watch, changed, touch } = watched({ looks: [...Array(5).fill(GONE), 'b', 'b', 'b'], isDeep: true });
    watch.opened('a');
    await touch();
    await touch();
    expect(changed.mock.calls).toEqual([[true]]);
    await touch();
    expect(changed.mock.calls).toEqual([[true], [false]]);
  });

  it('that never rests is told of all the same, and one that is closed is not', async () => {
    const growing = watched({ looks: Array.from({ length: 99 }, (_, at) => `${at}`) });
    growing.watch.opened('a');
    await growing.touch();
    expect(growing.changed).toHaveBeenCalledTimes(1);
    const closed = watched({ looks: ['b'] });
    closed.watch.opened('a');
    const touched = closed.touch();
    closed.watch.dispose();
    await touched;
    expect(closed.changed).not.toHaveBeenCalled();
  });
});
