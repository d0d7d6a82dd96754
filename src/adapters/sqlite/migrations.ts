/** `PRAGMA user_version` counts those that a file has seen: append, never change one. */
export const MIGRATIONS: readonly string[] = [
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
];
