import { inverseDocumentFrequency, termWeight } from '../../model/bm25.ts';
import type { Filter } from '../../model/filter.ts';
import type { Pool, PoolClient } from './connection.ts';
import { filterSql } from './filterSql.ts';

export interface Question {
  /** The collection's. */
  readonly uuid: string;
  /** Stems. */
  readonly words: readonly string[];
  readonly filter: Filter;
}

/** What each word of the question gave to a chunk's BM25, divided by the best allowed chunk's. */
export type WordScores = ReadonlyMap<string, readonly number[]>;

interface HoldingRow {
  readonly id: string;
  readonly length: number;
  readonly occurrences: readonly number[];
  readonly allowed: boolean;
}

const OCCURRENCES = `ARRAY(
  SELECT COALESCE(counts[array_position(stems, term)], 0) FROM unnest($2::text[]) WITH ORDINALITY AS t (term, n)
  ORDER BY n)`;
const HOLDING = `
  SELECT id, length, ${OCCURRENCES} AS occurrences, TRUE AS allowed
  FROM ingestion_workshop_words WHERE collection_id = $1 AND stems && $2::text[]`;
const TOTALS = `
  SELECT count(*)::int AS documents, COALESCE(sum(length), 0)::float8 AS words
  FROM ingestion_workshop_words WHERE collection_id = $1`;

/** Of the allowed chunks that hold a word of the question; how rare a word is, the whole collection says. */
export async function scoreWords(client: PoolClient, question: Question): Promise<WordScores> {
  const { uuid, words } = question;
  const rows = await findHolding(client, question);
  if (rows.length === 0) return new Map();
  const totals = await client.query<{ documents: number; words: number }>(TOTALS, [uuid]);
  const { documents = 0, words: all = 0 } = totals.rows[0] ?? {};
  const rarity = words.map((_, term) =>
    inverseDocumentFrequency(documents, rows.filter(row => (row.occurrences[term] ?? 0) > 0).length),
  );
  const partsOf = ({ length, occurrences }: HoldingRow): number[] =>
    rarity.map((weight, term) => weight * termWeight(occurrences[term] ?? 0, length, all / documents));
  const scored = rows.filter(row => row.allowed).map(row => [row.id, partsOf(row)] as const);
  const best = scored.reduce((top, [, parts]) => Math.max(top, sum(parts)), 0) || 1;
  return new Map(scored.map(([id, parts]) => [id, parts.map(part => part / best)]));
}

export const sum = (parts: readonly number[]): number => parts.reduce((all, part) => all + part, 0);

async function findHolding(client: PoolClient, { uuid, words, filter }: Question): Promise<HoldingRow[]> {
  if (filter.length === 0) return (await client.query<HoldingRow>(HOLDING, [uuid, [...words]])).rows;
  const { where, values } = filterSql(filter, 3);
  const sql = `
    SELECT w.id, w.length, w.occurrences, (${where}) AS allowed FROM (${HOLDING}) AS w
    JOIN langchain_pg_embedding AS e ON e.id = w.id`;
  return (await client.query<HoldingRow>(sql, [uuid, [...words], ...values])).rows;
}

const COUNTS = `
  SELECT (SELECT count(*)::int FROM ingestion_workshop_words WHERE stems @> ARRAY[term] AND
    collection_id = (SELECT uuid FROM langchain_pg_collection WHERE name = $1)) AS n
  FROM unnest($2::text[]) WITH ORDINALITY AS t (term, place) ORDER BY place`;

export async function countWords(pool: Pool, name: string, words: readonly string[]): Promise<number[]> {
  return (await pool.query<{ n: number }>(COUNTS, [name, [...words]])).rows.map(row => row.n);
}
