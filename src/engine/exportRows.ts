import type { Column, ExaminedChunk } from './ports.ts';

/** One line of `chunks.jsonl`: a chunk as the command line's `chunks` shows it, with its vector. */
export const jsonLine = (chunk: ExaminedChunk): string =>
  `${JSON.stringify({ ...fieldsOf(chunk), metadata: chunk.metadata, vector: shortNumbers(chunk.vector) })}\n`;

export const COLUMNS: readonly Column[] = [
  { name: 'chunk_id', type: 'text' },
  { name: 'uri', type: 'text' },
  { name: 'title', type: 'text' },
  { name: 'text', type: 'text' },
  { name: 'start', type: 'integer' },
  { name: 'end', type: 'integer' },
  { name: 'tokens', type: 'integer' },
  { name: 'heading_path', type: 'texts' },
  // JSON: each Source has its own names.
  { name: 'metadata', type: 'text' },
  { name: 'vector', type: 'floats' },
];

/** A row of COLUMNS. */
export const tableRow = (chunk: ExaminedChunk): Readonly<Record<string, unknown>> => ({
  ...fieldsOf(chunk),
  metadata: JSON.stringify(chunk.metadata),
  vector: chunk.vector,
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
