import { FORMATS, type ComparedFormats, type Format, type MeasuredFormat } from '../model/formats.ts';
import type { OutputPlace, RowFile, RowFormat, TableColumn, TableReader, Tables } from './ports.ts';

export interface FormatsRequest {
  /** A Parquet file. */
  readonly file: string;
  /** Absolute; made when it is not there. */
  readonly outDir: string;
  /** Of the files, without what tells the format. */
  readonly stem: string;
  /** Aborting leaves the formats that are done, and nothing of the one under way. */
  readonly signal: AbortSignal;
  onProgress?(format: Format, done: number, rows: number): void;
}

export interface FormatPorts extends Pick<Tables, 'openTableFile'> {
  openFormat(format: Format): Promise<RowFormat>;
  /** Milliseconds since some moment. */
  elapsed(): number;
}

/** Writes one table in each format and reads it back, batch by batch, with a stopwatch on each part. */
export async function compareFormats(ports: FormatPorts, request: FormatsRequest): Promise<ComparedFormats> {
  const reader = await ports.openTableFile(request.file);
  try {
    const { columns, rows } = reader;
    const column = columnToRead(columns);
    const formats: MeasuredFormat[] = [];
    for (const format of FORMATS) {
      const { outDir: folder, stem } = request;
      const place = { folder, name: `${stem}.${format}` };
      const opened = await ports.openFormat(format);
      const written = await write({ ...ports, opened, reader, format, place }, request);
      const file = `${folder}/${place.name}`;
      const read = (only?: string) => readAll(ports, opened.read(file, columns, only), request.signal);
      const readMs = await read();
      const readOneColumnMs = column === undefined ? readMs : await read(column);
      formats.push({ format, file, ...written, readMs, readOneColumnMs });
    }
    return { rows, columns: columns.length, column: column ?? null, formats };
  } finally {
    await reader.close();
  }
}

/** Who reads one column sums it most often. */
const columnToRead = (columns: readonly TableColumn[]): string | undefined =>
  (columns.find(({ type }) => ['double', 'decimal', 'float'].includes(type.kind)) ?? columns[0])?.name;

interface Writing extends Pick<FormatPorts, 'elapsed'> {
  readonly opened: RowFormat;
  readonly reader: TableReader;
  readonly format: Format;
  readonly place: OutputPlace;
}

async function write(writing: Writing, request: FormatsRequest): Promise<{ bytes: number; writeMs: number }> {
  const { elapsed, opened, reader, format, place } = writing;
  let start = elapsed();
  const file: RowFile = await opened.write(place, reader.columns);
  try {
    let [done, writeMs] = [0, elapsed() - start];
    // The reading of the source is no part of the writing.
    for await (const rows of reader.groups()) {
      request.signal.throwIfAborted();
      start = elapsed();
      await file.append(rows);
      writeMs += elapsed() - start;
      done += rows.length;
      request.onProgress?.(format, done, reader.rows);
    }
    start = elapsed();
    const bytes = await file.publish();
    return { bytes, writeMs: writeMs + elapsed() - start };
  } catch (thrown) {
    await file.discard();
    throw thrown;
  }
}

async function readAll(
  { elapsed }: Pick<FormatPorts, 'elapsed'>,
  batches: AsyncIterable<readonly unknown[]>,
  signal: AbortSignal,
): Promise<number> {
  const start = elapsed();
  for await (const _ of batches) signal.throwIfAborted();
  return elapsed() - start;
}
