import type { SQLOutputValue } from 'node:sqlite';
import { concatenate, invert, type PostingLists } from '../../model/postings.ts';
import type { VectorMatrix } from '../../model/vectors.ts';
import { corrupt, one, run, type Database, type Row } from './database.ts';

/** Chunks as a search keeps them in memory: those of one row, or of several small ones. */
export interface Segment extends VectorMatrix {
  /** Of the rows that it was read from. */
  readonly firsts: readonly number[];
  /** Ascending, as `firsts`. */
  readonly chunkIds: Float64Array;
  readonly postings: PostingLists;
  /** Of all its chunks together. */
  readonly words: number;
}

/** What a search needs of a chunk. */
export interface SearchData {
  readonly id: number;
  readonly vector: Float32Array | Uint8Array;
  /** Pairs: term, occurrences. */
  readonly words: Uint32Array;
}

/** Some 100 KB to 3 MB a blob, whatever the model: SQLite takes no blob above 1 GB. */
const MOST_CHUNKS = 256;

const INSERT = 'INSERT INTO blocks (first, collection, chunks, vectors, words) VALUES (?, ?, ?, ?, ?)';

/** The chunks of one Source, ids ascending. To be called inside a transaction. */
export function writeBlocks(database: Database, collection: number, chunks: readonly SearchData[]): void {
  let from = 0;
  chunks.forEach(({ id }, at) => {
    const next = chunks[at + 1];
    if (next?.id === id + 1 && at + 1 - from < MOST_CHUNKS) return;
    const part = chunks.slice(from, at + 1);
    const vectors = Buffer.concat(part.map(({ vector }) => bytesOf(vector)));
    run(database, INSERT, part[0]?.id ?? 0, collection, part.length, vectors, packWords(part));
    from = at + 1;
  });
}

function packWords(chunks: readonly SearchData[]): Uint8Array {
  const { terms, starts, documents, occurrences, lengths } = invert(chunks.map(({ words }) => words));
  const all = lengths.reduce((sum, length) => sum + length, 0);
  const parts = [Uint32Array.of(terms.length, all), lengths, terms, starts, documents, occurrences];
  return Buffer.concat(parts.map(bytesOf));
}

/** Views of the row's own bytes: nothing is copied. */
export function readBlock(row: Row): Segment {
  const [first, chunks] = [Number(row['first']), Number(row['chunks'])];
  const vectors = blob(row['vectors']);
  if (vectors.length % (chunks * 4) !== 0) throw corrupt('a row of vectors');
  const values = new Float32Array(vectors.buffer, vectors.byteOffset, vectors.byteLength / 4);
  return {
    ...{ firsts: [first], chunkIds: new Float64Array(chunks).map((_, at) => first + at) },
    ...{ values, dimensions: values.length / chunks },
    ...unpackWords(blob(row['words']), chunks),
  };
}

interface Kind<List> {
  new (buffer: ArrayBufferLike, at: number, length: number): List;
  readonly BYTES_PER_ELEMENT: number;
}

function unpackWords(
  { buffer, byteOffset, byteLength }: Uint8Array,
  chunks: number,
): Pick<Segment, 'postings' | 'words'> {
  let at = byteOffset;
  const take = <List>(Kind: Kind<List>, length: number): List => {
    if (at + length * Kind.BYTES_PER_ELEMENT > byteOffset + byteLength) throw corrupt('a row of words');
    const list = new Kind(buffer, at, length);
    at += length * Kind.BYTES_PER_ELEMENT;
    return list;
  };
  const head = take(Uint32Array, 2);
  const lengths = take(Uint32Array, chunks);
  const terms = take(Uint32Array, head[0] ?? 0);
  const starts = take(Uint32Array, terms.length + 1);
  const total = starts[terms.length] ?? 0;
  const [documents, occurrences] = [take(Uint16Array, total), take(Uint16Array, total)];
  return { words: head[1] ?? 0, postings: { lengths, terms, starts, documents, occurrences } };
}

/** As if they were one, if there are any. */
export function joinSegments(segments: readonly Segment[]): readonly Segment[] {
  const [first] = segments;
  if (first === undefined || segments.length === 1) return segments;
  const values = new Float32Array(segments.reduce((sum, { values: part }) => sum + part.length, 0));
  const chunkIds = new Float64Array(segments.reduce((sum, { chunkIds: part }) => sum + part.length, 0));
  let [at, chunk] = [0, 0];
  for (const part of segments) {
    values.set(part.values, at);
    chunkIds.set(part.chunkIds, chunk);
    at += part.values.length;
    chunk += part.chunkIds.length;
  }
  const firsts = segments.flatMap(one => one.firsts);
  const postings = concatenate(segments.map(one => one.postings));
  const words = segments.reduce((sum, one) => sum + one.words, 0);
  return [{ firsts, chunkIds, values, dimensions: first.dimensions, postings, words }];
}

const HOLDER = 'SELECT first, chunks, vectors FROM blocks WHERE first <= ? ORDER BY first DESC LIMIT 1';

/** Vectors by the id of their chunk. The last block is kept: they are asked for in the order of the text. */
export function vectorReader(database: Database): (id: number) => Float32Array {
  let block = { first: 0, chunks: 0, vectors: new Uint8Array() };
  return id => {
    if (id < block.first || id >= block.first + block.chunks) {
      const row = one(database, HOLDER, id);
      block = { first: Number(row?.['first']), chunks: Number(row?.['chunks']), vectors: blob(row?.['vectors']) };
    }
    const size = block.vectors.length / block.chunks;
    if (id >= block.first + block.chunks || size % 4 !== 0) throw corrupt('a row of vectors');
    return new Float32Array(block.vectors.slice((id - block.first) * size, (id - block.first + 1) * size).buffer);
  };
}

export function blob(value: SQLOutputValue | undefined): Uint8Array<ArrayBuffer> {
  if (value instanceof Uint8Array) return value;
  throw corrupt('a blob');
}

export const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
