import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { arrange } from '../../../../src/engine/tableView/arrange.ts';
import { copyRows } from '../../../../src/engine/tableView/copyRows.ts';
import { findText } from '../../../../src/engine/tableView/findText.ts';
import { columnInsight } from '../../../../src/engine/tableView/insight/columnInsight.ts';
import { rankTexts } from '../../../../src/engine/tableView/rankTexts.ts';
import { exportRows } from '../../../../src/engine/tableView/exportRows.ts';
import { readSlice } from '../../../../src/engine/tableView/readCells.ts';
import { fakeView } from '../../../fakes/tableView.ts';

const numbers = () => fakeView([{ name: 'a', type: { kind: 'integer' }, kind: 'number', groups: [[3, 1], [2]] }]);
const SORTED = { filters: [], sort: [{ column: 0, isDescending: false }] };
const ALL = { order: null, rows: 3 };

test('a sort that one asker stopped goes on for who waits for it, too', async () => {
  const view = await numbers();
  const stop = new AbortController();
  const stopped = arrange(view, SORTED, { signal: stop.signal });
  const waiting = arrange(view, SORTED);
  stop.abort();
  await expect(stopped).rejects.toMatchObject({ problem: { code: 'table_stopped' } });
  expect([...((await waiting).order ?? [])]).toEqual([1, 2, 0]);
});

test('rows before the first are the first ones', async () => {
  const view = await numbers();
  const asked = { columns: [], from: -2, count: 2 };
  expect(await readSlice(view, ALL, asked)).toMatchObject({ from: 0, numbers: [0, 1] });
  expect(await readSlice(view, await arrange(view, SORTED), asked)).toMatchObject({ from: 0, numbers: [1, 2] });
  const copied = await copyRows(view, ALL, { ...asked, columns: [0], as: 'tsv', hasHeader: false }, {});
  expect(copied).toMatchObject({ rows: 2, text: expect.stringMatching(/^3\s+1\s*$/) });
});

test('a number of more digits than any has is refused, and said in a few of them', async () => {
  const view = await numbers();
  const query = { filters: [{ column: 0, text: `= ${'9'.repeat(2000)}` }], sort: [] };
  await expect(arrange(view, query)).rejects.toMatchObject({
    problem: { code: 'filter_number', params: { text: `${'9'.repeat(100)}…`, column: 'a' } },
  });
});

// Seven bytes at a time it took half a minute.
test('long texts that begin alike are ranked in one round', { timeout: 10_000 }, async () => {
  const bytes = new Uint8Array(1_000_000).fill(120);
  const starts = new Uint32Array(60);
  const ends = Uint32Array.from(starts, (_, at) => bytes.length - (at % 3));
  const ranks = await rankTexts([{ bytes, starts, ends }], async () => undefined);
  expect([...ranks]).toEqual(Array.from(starts, (_, at) => 40 - (at % 3) * 20));
});

test('what is NaN in a list is a number again in Parquet', async () => {
  const type = { kind: 'list', element: { kind: 'double' } } as const;
  const view = await fakeView([{ name: 'a', type, kind: 'nested', groups: [[['NaN', null, 0.5]]] }]);
  const written: unknown[] = [];
  const file = {
    append: async (rows: readonly unknown[]) => void written.push(...rows),
    publish: async () => 1,
    discard: async () => undefined,
  };
  const request = { columns: [0], format: 'parquet', place: { folder: '/', name: 'a.parquet' } } as const;
  const format = { write: async () => file, read: () => Readable.from([]) };
  await exportRows(format, view, { arranged: { order: null, rows: 1 }, request, work: {} });
  expect(written).toEqual([{ a: [NaN, null, 0.5] }]);
});

test('work over a file that is read for ever is stopped all the same', async () => {
  const view = await numbers();
  const never = () => new Promise<never>(() => undefined);
  for (const { reader } of view.parts) Object.assign(reader, { exact: never, values: never, find: never });
  const asked = { columns: [0], from: 0, count: 1, as: 'tsv', hasHeader: false } as const;
  const sought = { query: SORTED, text: '1', columns: [0], from: -1, column: 0, isBackwards: false };
  for (const work of [
    (signal: AbortSignal) => arrange(view, SORTED, { signal }),
    (signal: AbortSignal) => findText(view, ALL, sought, { signal }),
    (signal: AbortSignal) => columnInsight(view, ALL, 0, { signal }),
    (signal: AbortSignal) => copyRows(view, ALL, asked, { signal }),
  ]) {
    const stop = new AbortController();
    const working = work(stop.signal);
    stop.abort();
    await expect(working).rejects.toMatchObject({ problem: { kind: 'usage', code: 'table_stopped' } });
  }
});
