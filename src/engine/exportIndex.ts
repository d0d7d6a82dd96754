import { DEFAULT_DATABASE } from '../model/collection.ts';
import { EXPORT_FILES, type ExportFormat } from '../model/exportFormat.ts';
import { fail } from '../model/problem.ts';
import { COLUMNS, jsonLine, tableRow, VECTRA_HEAD, VECTRA_TAIL, vectraItem } from './exportRows.ts';
import type { CollectionInfo, ExaminedChunk, Outputs, Ports } from './ports.ts';

export interface ExportRequest {
  readonly collection: string;
  readonly databaseUri?: string;
  readonly format: ExportFormat;
  /** Absolute; made when it is not there. */
  readonly out: string;
  /** Aborting leaves nothing behind. */
  readonly signal: AbortSignal;
  onProgress?(done: number, chunks: number): void;
}

export interface ExportResult extends CollectionInfo {
  /** Relative to `out`. */
  readonly files: readonly string[];
  readonly bytes: number;
}

/** What `vectra` reads into one string: V8's longest. */
const VECTRA_BYTES = 0x1fff_ffe8;

/**
 * A whole collection as a file for other programs, as it stands at one moment, some hundred chunks in memory at a time.
 * The file is under its name only when all of it is there. Throws data `collection_missing`, `export_too_big`.
 */
export async function exportIndex(
  { openStore, outputs }: Pick<Ports, 'openStore'> & { readonly outputs: Outputs },
  { collection, databaseUri = DEFAULT_DATABASE, format, out, signal, onProgress }: ExportRequest,
): Promise<ExportResult> {
  const store = await openStore(databaseUri);
  const known = await store.collection(collection);
  if (known === undefined) {
    const collections = (await store.collections()).join(', ');
    throw fail('data', 'collection_missing', { collection, collections: collections || '–' });
  }
  const sink = await openSink(outputs, { format, out, known });
  let done = 0;
  try {
    await store.scan(collection, async chunks => {
      signal.throwIfAborted();
      await sink.write(chunks);
      done += chunks.length;
      onProgress?.(done, known.chunks);
    });
    signal.throwIfAborted();
    const bytes = await sink.publish();
    return { ...known, chunks: done, files: [EXPORT_FILES[format]], bytes };
  } catch (thrown) {
    await sink.discard();
    throw thrown;
  }
}

interface Sink {
  write(chunks: readonly ExaminedChunk[]): Promise<void>;
  /** The bytes of the file. */
  publish(): Promise<number>;
  discard(): Promise<void>;
}

interface Opening {
  readonly format: ExportFormat;
  readonly out: string;
  readonly known: CollectionInfo;
}

async function openSink(outputs: Outputs, { format, out, known }: Opening): Promise<Sink> {
  const place = { folder: out, name: EXPORT_FILES[format] };
  if (format === 'parquet') {
    const notes = { collection: known.name, model: known.model, dimensions: String(known.dimensions) };
    const table = await outputs.openTable(place, { columns: COLUMNS, notes });
    return {
      write: chunks => table.append(chunks.map(tableRow)),
      publish: () => table.publish().then(({ bytes }) => bytes),
      discard: table.discard,
    };
  }
  const file = await outputs.openText(place);
  if (format === 'jsonl')
    return { ...file, write: async chunks => void (await file.append(chunks.map(jsonLine).join(''))) };
  let bytes = await file.append(VECTRA_HEAD);
  return {
    ...file,
    async write(chunks) {
      const separator = bytes > VECTRA_HEAD.length ? ',\n' : '\n';
      bytes = await file.append(separator + chunks.map(vectraItem).join(',\n'));
      if (bytes > VECTRA_BYTES) throw fail('data', 'export_too_big', { format });
    },
    publish: () => file.append(VECTRA_TAIL).then(() => file.publish()),
  };
}
