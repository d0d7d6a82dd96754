import { createKeyRange, type KeyRange } from '../../model/dataset/keyRange.ts';
import { successName, tableName } from '../../model/dataset/layout.ts';
import { OWN_COLUMNS, ownValues } from '../../model/dataset/ownColumns.ts';
import type { Manifest } from '../../model/dataset/stateFile.ts';
import { exactJson } from '../../model/table/exactJson.ts';
import { fieldOf } from '../../model/table/fitValue.ts';
import { typeText } from '../../model/table/typeText.ts';
import type { Row } from '../../model/table/value.ts';
import type { TableColumn } from '../ports.ts';
import type { DatasetPorts, DatasetWriting } from './datasetWriting.ts';
import { writeMark } from './stateFiles.ts';

const BATCH = 1000;
/** Characters. */
const BATCH_TEXT = 1_000_000;

/** A row, or the JSON text of one. */
export type TableRow = Row | string;

/** A partition being written, row by row: nothing of it is to be seen until it is published. */
export interface TableSink {
  /**
   * @param row our own columns may be absent: then they are those of a row that came with this run
   * @param text what stands for the row in the content's hash; absent: its values
   */
  add(key: string, row: TableRow, text?: string): Promise<void>;
  /** Of a row that came and is not in the table: its part of the content's hash. */
  passOver(text: string): void;
  rows(): number;
  /** The hash of what was added so far. */
  content(): string;
  /** Takes the place of the partition, `_SUCCESS` last: without it, a day is not done. */
  publish(): Promise<Manifest>;
  discard(): Promise<void>;
}

/** @param columns without our own */
export async function openTableSink(
  writing: DatasetWriting,
  date: string,
  columns: readonly TableColumn[],
): Promise<TableSink> {
  const { ports, settings, run } = writing;
  const table = await ports.tables.openJsonTable(ports.folder.place(tableName(date)), {
    columns: [...columns, ...OWN_COLUMNS],
    compression: settings.compression,
    defaults: ownValues(run.startedAt, date),
    notes: { base_url: settings.baseUrl, partition_date: date },
  });
  const content = createContent(ports.hash, columns);
  const keys = createKeyRange();
  let [batch, length, rows]: [string[], number, number] = [[], 0, 0];
  const flush = async (): Promise<void> => {
    const full = batch;
    [batch, length] = [[], 0];
    if (full.length > 0) await table.append(full);
  };
  return {
    async add(key, row, text) {
      rows += 1;
      keys.add(key);
      content.add(text ?? contentText(columns, row));
      const json = typeof row === 'string' ? row : exactJson(row);
      batch.push(json);
      length += json.length;
      if (batch.length >= BATCH || length >= BATCH_TEXT) await flush();
    },
    passOver: text => content.add(text),
    rows: () => rows,
    content: content.hash,
    async publish() {
      if (rows === 0) {
        await table.discard();
        return publishEmpty(ports, date, run.id, columns);
      }
      await flush();
      // From here to the end the day is not done: a crash leaves the old table or the new one, and no word that it is whole.
      await ports.folder.remove(successName(date));
      const { bytes, sha256 } = await table.publish();
      const manifest = { rows, sha256, bytes, run: run.id, content: content.hash(), keys: keys.range() };
      await writeMark(ports.folder, successName(date), manifest);
      return manifest;
    },
    discard: () => table.discard(),
  };
}

const contentText = (columns: readonly TableColumn[], row: TableRow): string =>
  typeof row === 'string' ? row : exactJson(columns.map(({ name }) => fieldOf(row, name)));

/** A day without rows is done, and has no table. */
export async function publishEmpty(
  ports: DatasetPorts,
  date: string,
  run: string,
  columns: readonly TableColumn[],
): Promise<Manifest> {
  const content = createContent(ports.hash, columns).hash();
  const keys: KeyRange | null = null;
  const manifest = { rows: 0, sha256: null, bytes: 0, run, content, keys };
  if ((await ports.folder.size(tableName(date))) !== null) {
    await ports.folder.remove(successName(date));
    await ports.folder.remove(tableName(date));
  }
  await writeMark(ports.folder, successName(date), manifest);
  return manifest;
}

export interface Content {
  add(text: string): void;
  hash(): string;
}

/** In links of so many rows: the hash of a stream, made of hashes of texts. */
export function createContent(hash: DatasetPorts['hash'], columns: readonly TableColumn[]): Content {
  let chain = hash.sha256(columns.map(({ name, type }) => `${name} ${typeText(type)}`).join('\n'));
  let texts: string[] = [];
  const link = (): void => {
    chain = hash.sha256(`${chain}\n${texts.join('\n')}`);
    texts = [];
  };
  return {
    add(text) {
      if (texts.push(text) >= BATCH) link();
    },
    hash() {
      if (texts.length > 0) link();
      return chain;
    },
  };
}
