import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import type { RowFormat, TableColumn } from '../../engine/ports.ts';
import { exactJson, parseExactJson } from '../../model/table/exactJson.ts';
import { fieldOf, fitFor, type Fit } from '../../model/table/fitValue.ts';
import { type Row, type Value } from '../../model/table/value.ts';
import { openTextFile } from './textFile.ts';

const BATCH_ROWS = 1000;

/**
 * RFC 4180 with LF: csv-stringify 6.9.0 and csv-parse 7.0.3 (15 and 39 KB). A field that is not there is empty, an
 * empty text is `""`, and what is nested is JSON: CSV itself knows texts only.
 */
export const csvRows: RowFormat = {
  async write(place, columns) {
    const text = await openTextFile(place);
    const header = stringify([columns.map(({ name }) => name)]);
    await text.append(header);
    return {
      ...text,
      append: rows =>
        text.append(
          stringify(
            rows.map(row => columns.map(({ name }) => textOf(fieldOf(row, name)))),
            { quoted_match: /^$/ },
          ),
        ),
    };
  },
  async *read(file, columns, only) {
    const readers = columns.flatMap((column, at) =>
      only === undefined || column.name === only ? [{ name: column.name, at, valueOf: readerOf(column) }] : [],
    );
    // `cast` alone knows whether an empty field was quoted.
    const parser = parse({ from_line: 2, cast: (value, { quoting }) => (value === '' && !quoting ? null : value) });
    const input = createReadStream(file);
    input.on('error', error => parser.destroy(error));
    input.pipe(parser);
    let batch: Row[] = [];
    for await (const record of parser) {
      const fields: readonly unknown[] = record;
      batch.push(Object.fromEntries(readers.map(({ name, at, valueOf }) => [name, valueOf(fields[at])])));
      if (batch.length < BATCH_ROWS) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  },
};

function textOf(value: Value): string | null {
  if (value === null || typeof value === 'string') return value;
  return typeof value === 'object' ? exactJson(value) : String(value);
}

function readerOf({ type }: TableColumn): (field: unknown) => Value {
  const isNested = type.kind === 'list' || type.kind === 'struct' || type.kind === 'json';
  const fit: Fit = fitFor(type);
  return field => {
    if (typeof field !== 'string') return null;
    return (isNested ? fit(nestedOf(field, type.kind === 'json')) : fit(field)) ?? null;
  };
}

/** A text in a JSON column stands there as it is: nobody can tell `1` from `"1"`. */
function nestedOf(field: string, isJson: boolean): Value {
  if (isJson && !/^[[{]/.test(field)) return field;
  return parseExactJson(field);
}
