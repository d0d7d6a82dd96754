import { blob, writeBlocks } from './blocks.ts';
import { all, each, type Database, type Migration, type Tables } from './database.ts';

/** `PRAGMA user_version` counts those that a file has seen: append, never change one. */
export const MIGRATIONS: readonly Migration[] = [
  `
  CREATE TABLE collections (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, model TEXT NOT NULL, dimensions INTEGER NOT NULL,
    -- Counts transactions: tells a reader that what it keeps in memory is old.
    changes INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE TABLE sources (
    id INTEGER PRIMARY KEY, collection INTEGER NOT NULL REFERENCES collections, uri TEXT NOT NULL,
    title TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (collection, uri)
  ) STRICT;

  -- AUTOINCREMENT: an id is never given twice, so that nothing kept in memory points at another chunk.
  CREATE TABLE chunks (
    id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL REFERENCES collections,
    source INTEGER NOT NULL REFERENCES sources, chunk_id TEXT NOT NULL, text TEXT NOT NULL,
    start INTEGER NOT NULL, stop INTEGER NOT NULL, tokens INTEGER NOT NULL,
    heading_path TEXT NOT NULL, metadata TEXT NOT NULL
  ) STRICT;
  CREATE INDEX chunks_in_order ON chunks (collection, source);

  -- What a search keeps in memory, in a table of its own: loading a collection reads no text. Little-endian.
  -- vector: Float32 each; words: pairs of Uint32, term and occurrences. A table of (term, chunk) rows was tried: it
  -- touches a page a term, so that a Source of 20 chunks wrote 2.4 MB and took 16 ms.
  CREATE TABLE search_data (
    chunk INTEGER PRIMARY KEY REFERENCES chunks, vector BLOB NOT NULL, words BLOB NOT NULL
  ) STRICT;

  CREATE TABLE terms (id INTEGER PRIMARY KEY, term TEXT NOT NULL UNIQUE) STRICT;
  `,

  toBlocks,
];

/**
 * What a search keeps in memory, in one row for up to 256 chunks of a Source, its words turned round already: 100,000
 * chunks × 384 are read in a quarter of the time that a row a chunk took, and nothing is to be computed or copied.
 * `first`: the id of its first chunk; the others' follow without a gap. vectors: Float32 each. words: Uint32 the count
 * of its terms and of all its words; Uint32 the words of each chunk; Uint32 its terms, ascending; Uint32 where the
 * postings of each begin, and the end; Uint16 the place among its chunks of each posting; Uint16 its occurrences.
 * Little-endian. The index tells what is there, without touching a blob.
 */
const BLOCKS = `
  CREATE TABLE blocks (
    first INTEGER PRIMARY KEY REFERENCES chunks, collection INTEGER NOT NULL REFERENCES collections,
    chunks INTEGER NOT NULL, vectors BLOB NOT NULL, words BLOB NOT NULL
  ) STRICT;
  CREATE INDEX blocks_in_order ON blocks (collection, first, chunks);
`;

const OF_SOURCE = 'SELECT id FROM chunks WHERE collection = ? AND source = ?';

/** Rows are deleted as they are rewritten: their pages are taken again, and the file does not grow. */
function toBlocks(database: Database): void {
  database.raw.exec(BLOCKS);
  for (const { id, collection } of all(database, 'SELECT id, collection FROM sources ORDER BY id')) {
    const values = [Number(collection), Number(id)];
    const rows = each(database, `SELECT * FROM search_data WHERE chunk IN (${OF_SOURCE}) ORDER BY chunk`, ...values);
    const chunks = Array.from(rows, row => {
      const { buffer, byteOffset, byteLength } = blob(row['words']);
      const words = new Uint32Array(buffer, byteOffset, byteLength / 4);
      return { id: Number(row['chunk']), vector: blob(row['vector']), words };
    });
    writeBlocks(database, Number(collection), chunks);
    database.raw.prepare(`DELETE FROM search_data WHERE chunk IN (${OF_SOURCE})`).run(...values);
  }
  database.raw.exec('DROP TABLE search_data');
}

/**
 * The index. WAL: readers and the one writer do not wait for each other. FULL, so that a journal never says "indexed"
 * of what a power cut takes back.
 */
export const INDEX: Tables = { migrations: MIGRATIONS, synchronous: 'FULL' };
