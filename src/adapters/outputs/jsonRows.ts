import { createReadStream } from 'node:fs';
import type { RowFormat } from '../../engine/ports.ts';
import { exactJson, parseExactJson } from '../../model/table/exactJson.ts';
import { fieldOf, fitFor } from '../../model/table/fitValue.ts';
import { isStruct, type Row } from '../../model/table/value.ts';
import { openTextFile } from './textFile.ts';

const BATCH_ROWS = 1000;

/** One JSON array, a row a line, so that neither side holds it whole. */
export const jsonRows: RowFormat = {
  async write(place) {
    const text = await openTextFile(place);
    let before = '[';
    return {
      async append(rows) {
        if (rows.length === 0) return;
        await text.append(`${before}\n${rows.map(exactJson).join(',\n')}`);
        before = ',';
      },
      publish: () => text.append(before === '[' ? '[]\n' : '\n]\n').then(() => text.publish()),
      discard: text.discard,
    };
  },
  async *read(file, columns, only) {
    const wanted = columns.filter(({ name }) => only === undefined || name === only);
    const fits = wanted.map(({ name, type }) => ({ name, fit: fitFor(type) }));
    let batch: Row[] = [];
    for await (const line of linesOf(file)) {
      const row = line.startsWith('{') ? parseExactJson(line.endsWith(',') ? line.slice(0, -1) : line) : null;
      if (!isStruct(row)) continue;
      batch.push(Object.fromEntries(fits.map(({ name, fit }) => [name, fit(fieldOf(row, name)) ?? null])));
      if (batch.length < BATCH_ROWS) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  },
};

/** JSON Lines: a row a line, each ended. */
export const jsonLines: RowFormat = {
  async write(place) {
    const text = await openTextFile(place);
    return { ...text, append: rows => text.append(rows.map(row => `${exactJson(row)}\n`).join('')) };
  },
  read: jsonRows.read,
};

/** `node:readline` also ends lines at U+2028, which a JSON text may hold. */
async function* linesOf(file: string): AsyncIterable<string> {
  let rest = '';
  for await (const piece of createReadStream(file, 'utf8')) {
    const lines = `${rest}${String(piece)}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest;
}
