import type { Log, VectorCache } from '../../engine/ports.ts';
import { one, openDatabase, run, transact, type Database, type Tables } from './database.ts';
import { openMemory } from './memory.ts';

export interface VectorCacheDatabase extends VectorCache {
  close(): void;
}

/** 170,000 vectors of 1,536 numbers, 260,000 of the offline model. */
const LIMIT_BYTES = 1_000_000_000;
const BUSY_MS = 5000;
const DAY_MS = 86_400_000;

const TABLES: Tables = {
  // What a power cut takes back is embedded again.
  synchronous: 'NORMAL',
  // `PRAGMA user_version` counts those that a file has seen: append, never change one.
  migrations: [
    `
    CREATE TABLE models (id INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE) STRICT;
    -- hash: sha256 of the text. vector: Float32, little-endian, unit length. used: days since 1970.
    CREATE TABLE vectors (
      id INTEGER PRIMARY KEY, model INTEGER NOT NULL REFERENCES models, hash BLOB NOT NULL,
      used INTEGER NOT NULL, vector BLOB NOT NULL, UNIQUE (model, hash)
    ) STRICT;
    CREATE INDEX vectors_by_use ON vectors (used);
    `,
  ],
};

/**
 * `vectors.sqlite` beside the cache: a memory (see `openMemory`) of at most `limitBytes`; beyond, the fifth that was not
 * used for longest goes.
 */
export function openVectorCache(file: string, log: Log, limitBytes = LIMIT_BYTES): VectorCacheDatabase {
  const { read, write, close } = openMemory({
    ...{ file, log },
    prepare: name => openDatabase(name, BUSY_MS, TABLES),
    close: ({ raw }: Database) => raw.close(),
  });
  return {
    read: (identity, hashes) => read(database => readVectors(database, identity, hashes)) ?? new Map(),
    write(identity, vectors) {
      if (vectors.length === 0) return;
      write(database => {
        transact(database, 'IMMEDIATE', () => writeVectors(database, identity, vectors));
        if (sizeOf(database) > limitBytes) forgetOldest(database);
      });
    },
    forget: identity => void read(database => forgetModel(database, identity)),
    close,
  };
}

const today = (): number => Math.floor(Date.now() / DAY_MS);

function readVectors(database: Database, identity: string, hashes: readonly string[]): Map<string, Float32Array> {
  const found = new Map<string, Float32Array>();
  const model = modelId(database, identity);
  if (model === undefined) return found;
  const select = 'SELECT id, used, vector FROM vectors WHERE model = ? AND hash = ?';
  const stale: number[] = [];
  for (const hash of hashes) {
    const row = one(database, select, model, Buffer.from(hash, 'hex'));
    const bytes = row?.['vector'];
    if (!(bytes instanceof Uint8Array)) continue;
    // Copied: SQLite's bytes begin anywhere, floats at a multiple of four.
    found.set(hash, new Float32Array(bytes.slice().buffer));
    if (Number(row?.['used']) < today()) stale.push(Number(row?.['id']));
  }
  if (stale.length > 0) transact(database, 'IMMEDIATE', () => markUsed(database, stale));
  return found;
}

function markUsed(database: Database, ids: readonly number[]): void {
  for (const id of ids) run(database, 'UPDATE vectors SET used = ? WHERE id = ?', today(), id);
}

function writeVectors(database: Database, identity: string, vectors: Parameters<VectorCache['write']>[1]): void {
  const model = modelId(database, identity) ?? run(database, 'INSERT INTO models (identity) VALUES (?)', identity);
  const insert = 'INSERT OR REPLACE INTO vectors (model, hash, used, vector) VALUES (?, ?, ?, ?)';
  for (const [hash, { buffer, byteOffset, byteLength }] of vectors) {
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    run(database, insert, model, Buffer.from(hash, 'hex'), today(), bytes);
  }
}

function modelId(database: Database, identity: string): number | undefined {
  const row = one(database, 'SELECT id FROM models WHERE identity = ?', identity);
  return row === undefined ? undefined : Number(row['id']);
}

function forgetModel(database: Database, identity: string): void {
  const model = modelId(database, identity);
  if (model !== undefined) run(database, 'DELETE FROM vectors WHERE model = ?', model);
}

/** Without the pages that are free again: a file never gets shorter by itself. */
function sizeOf(database: Database): number {
  const figure = (name: string): number => Number(one(database, `PRAGMA ${name}`)?.[name]);
  return (figure('page_count') - figure('freelist_count')) * figure('page_size');
}

function forgetOldest(database: Database): void {
  const row = one(database, 'SELECT count(*) AS count FROM vectors');
  const share = Math.ceil(Number(row?.['count']) / 5);
  run(database, 'DELETE FROM vectors WHERE id IN (SELECT id FROM vectors ORDER BY used, id LIMIT ?)', share);
}
