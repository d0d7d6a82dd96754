import type { Row } from '../model/table/value.ts';
import type { ExaminedChunk, TableColumn } from './ports.ts';

/** One line of `chunks.jsonl`: a chunk as the command line's `chunks` shows it, with its vector. */
export const jsonLine = (chunk: ExaminedChunk): string =>
  `${JSON.stringify({ ...fieldsOf(chunk), metadata: chunk.metadata, vector: shortNumbers(chunk.vector) })}\n`;

const TEXT = { kind: 'text' } as const;
const INTEGER = { kind: 'integer' } as const;

export const COLUMNS: readonly TableColumn[] = [
  { name: 'chunk_id', type: TEXT },
  { name: 'uri', type: TEXT },
  { name: 'title', type: TEXT },
  { name: 'text', type: TEXT },
  { name: 'start', type: INTEGER },
  { name: 'end', type: INTEGER },
  { name: 'tokens', type: INTEGER },
  { name: 'heading_path', type: { kind: 'list', element: TEXT } },
  // JSON: each Source has its own names.
  { name: 'metadata', type: TEXT },
  { name: 'vector', type: { kind: 'list', element: { kind: 'float' } } },
];

/** A row of COLUMNS. */
export const tableRow = (chunk: ExaminedChunk): Row => ({
  ...fieldsOf(chunk),
  metadata: JSON.stringify(chunk.metadata),
  vector: Array.from(chunk.vector),
});

/**
 * Vectra's `index.json` (vectra 0.15, version 1 of its format), from its parts: it is read whole by the real package, so
 * its metadata are what that package can filter by, texts, numbers and booleans.
 */
export const VECTRA_HEAD = '{"version":1,"metadata_config":{},"items":[';
export const VECTRA_TAIL = ']}\n';

export function vectraItem(chunk: ExaminedChunk): string {
  const { chunkId: id, uri, text, title, start, end, tokens, headingPath, metadata } = chunk;
  const plain = Object.entries(metadata).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  const own = { uri, text, title, start, end, tokens, heading_path: headingPath.join(' › ') };
  const numbers = shortNumbers(chunk.vector);
  const norm = Math.sqrt(numbers.reduce((sum, value) => sum + value * value, 0));
  return JSON.stringify({ id, metadata: { ...Object.fromEntries(plain), ...own }, vector: numbers, norm });
}

function fieldsOf({ chunkId, uri, title, text, start, end, tokens, headingPath }: ExaminedChunk) {
  return { chunk_id: chunkId, uri, title, text, start, end, tokens, heading_path: headingPath };
}

/** Nine digits tell two float32 apart; the seventeen of a double would be noise, and twice the file. */
const shortNumbers = (vector: Float32Array): number[] => Array.from(vector, value => Number(value.toPrecision(9)));
