import { createHash } from 'node:crypto';
import type { IndexedChunk, StoredChunk } from '../../engine/ports.ts';

/** The key of our marker in a row's metadata: only rows that carry it, with this work folder's id, are ever ours. */
export const MARKER = 'ingestion_workshop';

/** What we say of a chunk in its row's metadata, beside the Source's own: LangChain's people read and filter by it. */
export const OURS = ['uri', 'title', 'heading_path', 'start', 'end', 'tokens', 'chunk_id', MARKER];

/** A chunk on its way into a row. */
export interface PlacedChunk {
  /** The collection's uuid: it stays when the collection is named otherwise. */
  readonly uuid: string;
  /** The work folder's id. */
  readonly folder: string;
  readonly uri: string;
  readonly title: string;
  readonly key: string;
  /** Among the chunks of its Source, from 0. */
  readonly at: number;
  /** How many chunks its Source has: a Source that lost some is indexed again. */
  readonly of: number;
  /** When its Source was indexed, by the server's clock: µs since 1970. */
  readonly when: string;
  readonly chunk: IndexedChunk;
}

/**
 * The ids of all collections are one space, and LangChain's upsert would overwrite another collection's row: so the
 * collection is in it. Ids sort as Sources were indexed and as their text goes: LangChain's tables have no other place
 * for an order, and their primary key gives it without sorting. 16 digits last until 2286.
 */
export function rowId({ when, uuid, folder, uri, at }: PlacedChunk): string {
  const source = createHash('sha256').update([uuid, folder, uri].join('\0')).digest('hex').slice(0, 32);
  return `${when.padStart(16, '0')}-${source}-${String(at).padStart(7, '0')}`;
}

export function toMetadata({ folder, uri, title, key, at, of, chunk }: PlacedChunk): string {
  const { metadata, headingPath, start, end, tokens, chunkId } = chunk;
  const kept = Object.fromEntries(Object.entries(metadata).filter(([name]) => OURS.includes(name)));
  return cleanJson({
    ...metadata,
    ...{ uri, title, start, end, tokens, heading_path: headingPath, chunk_id: chunkId },
    // `kept`: what the Source itself says under a name of ours.
    [MARKER]: { folder, key, at, of, ...(Object.keys(kept).length > 0 ? { kept } : {}) },
  });
}

/** What all rows of this work folder contain, as `@>` takes it. */
export const ofFolder = (folder: string): string => cleanJson({ [MARKER]: { folder } });

/** What the rows of one of its Sources contain. */
export const ofSource = (folder: string, uri: string): string => cleanJson({ uri, [MARKER]: { folder } });

export interface ChunkRow {
  readonly id: string;
  readonly document: string | null;
  readonly cmetadata: unknown;
}

/** Of a row that somebody else wrote, too: LangChain's loaders call the address `source`. */
export function toChunk({ id, document, cmetadata }: ChunkRow): StoredChunk {
  const said = recordOf(cmetadata);
  const text = document ?? '';
  const marker = recordOf(said[MARKER]);
  const own = Object.entries(said).filter(([name]) => !OURS.includes(name) || !(MARKER in said));
  return {
    chunkId: textOf(said['chunk_id']) ?? id,
    uri: textOf(said['uri']) ?? textOf(said['source']) ?? '',
    title: textOf(said['title']) ?? '',
    text,
    start: countOf(said['start']) ?? 0,
    end: countOf(said['end']) ?? [...text].length,
    tokens: countOf(said['tokens']) ?? 0,
    headingPath: Array.isArray(said['heading_path']) ? said['heading_path'].map(String) : [],
    metadata: { ...Object.fromEntries(own), ...recordOf(marker['kept']) },
  };
}

/** PostgreSQL's text holds no U+0000. */
export const cleanText = (text: string): string => text.replaceAll('\0', '');

/**
 * JSON.stringify writes it, and half a surrogate pair, as escapes, which JSONB refuses; a backslash before them may be
 * one of the text.
 */
const ESCAPED_NUL = /(?<=(?<!\\)(?:\\\\)*)\\u0000/g;
const ESCAPED_HALF = /(?<=(?<!\\)(?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;
const cleanJson = (value: unknown): string =>
  JSON.stringify(value).replace(ESCAPED_NUL, '').replace(ESCAPED_HALF, '\ufffd');

/** pgvector's binary form (`vector_recv`): dimensions and zero as int16, then float4 each, big-endian. */
export function toBinary(vector: Float32Array): Buffer {
  const bytes = Buffer.allocUnsafe(4 + vector.length * 4);
  bytes.writeInt16BE(vector.length, 0);
  bytes.writeInt16BE(0, 2);
  vector.forEach((value, at) => bytes.writeFloatBE(value, 4 + at * 4));
  return bytes;
}

/** From pgvector's text, `[1,2,3]`. */
export function fromText(vector: string): Float32Array {
  const values: unknown = JSON.parse(vector);
  return new Float32Array(Array.isArray(values) ? values.map(Number) : []);
}

export const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export const countOf = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : undefined;
