import type { ScoredChunk, VectorStore } from '../../engine/ports.ts';
import { inverseDocumentFrequency, termWeight } from '../../model/bm25.ts';
import { checkVectorKind } from '../../model/collection.ts';
import { VECTOR_WEIGHT } from '../../model/fusion.ts';
import { findCollection, knownKind } from './collections.ts';
import { SNAPSHOT, transact, type Pool, type PoolClient } from './connection.ts';
import { toBinary, toChunk, type ChunkRow } from './rows.ts';

type SearchRequest = Parameters<VectorStore['search']>[0];

interface Asked extends SearchRequest {
  readonly uuid: string;
}

/**
 * The same score as the other stores give, without reading the collection: the server knows which chunks hold a word of
 * the question and which vectors lie nearest. A chunk among neither cannot be among the best; one that holds a word and
 * is not near has its cosine asked for only if it could still be. `hasWords`: false where LangChain alone has written.
 */
export function search(pool: Pool, request: SearchRequest, hasWords: boolean): Promise<readonly ScoredChunk[]> {
  return transact(
    pool,
    async client => {
      const collection = await findCollection(client, request.collection);
      if (collection === undefined || collection.chunks === 0) return [];
      checkVectorKind(collection.name, knownKind(collection), { dimensions: request.vector.length });
      const asked = { ...request, uuid: collection.uuid };
      const words = hasWords ? await scoreWords(client, asked) : new Map<string, number>();
      return readBest(client, await fuse(client, asked, words));
    },
    SNAPSHOT,
  );
}

interface Scores {
  readonly id: string;
  readonly score: number;
  readonly vectorScore: number;
  readonly wordsScore: number;
}

async function fuse(client: PoolClient, asked: Asked, words: ReadonlyMap<string, number>): Promise<Scores[]> {
  const scores = new Map<string, Scores>();
  const add = ({ id, cosine }: CosineRow): void => {
    const vectorScore = Number.isFinite(cosine) ? cosine : 0; // Of somebody's vector without a length.
    const wordsScore = words.get(id) ?? 0;
    scores.set(id, { id, vectorScore, wordsScore, score: wordsScore + VECTOR_WEIGHT * vectorScore });
  };
  const nearest = await findNearest(client, asked);
  nearest.forEach(add);
  const last = nearest.at(-1)?.cosine ?? -1;
  const enough = best(scores, asked.k).at(asked.k - 1)?.score ?? -Infinity;
  const hopeful = [...words].filter(([id, score]) => !scores.has(id) && score + VECTOR_WEIGHT * last >= enough);
  (
    await findCosines(
      client,
      asked,
      hopeful.map(([id]) => id),
    )
  ).forEach(add);
  return best(scores, asked.k);
}

const best = (scores: ReadonlyMap<string, Scores>, k: number): Scores[] =>
  [...scores.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, k);

interface CosineRow {
  readonly id: string;
  readonly cosine: number;
}

/** Vectors of another length, which LangChain lets into any collection, are passed over. */
const COSINES = `
  SELECT id, 1 - (embedding <=> $2::vector) AS cosine FROM langchain_pg_embedding
  WHERE collection_id = $1 AND vector_dims(embedding) = $3`;

async function findNearest(client: PoolClient, { uuid, vector, k }: Asked): Promise<CosineRow[]> {
  const sql = `${COSINES} ORDER BY embedding <=> $2::vector, id LIMIT $4`;
  return (await client.query<CosineRow>(sql, [uuid, toBinary(vector), vector.length, k])).rows;
}

async function findCosines(client: PoolClient, { uuid, vector }: Asked, ids: readonly string[]): Promise<CosineRow[]> {
  if (ids.length === 0) return [];
  const sql = `${COSINES} AND id = ANY($4)`;
  return (await client.query<CosineRow>(sql, [uuid, toBinary(vector), vector.length, ids])).rows;
}

const HOLDING = `
  SELECT id, length, ARRAY(
    SELECT COALESCE(counts[array_position(stems, term)], 0) FROM unnest($2::text[]) WITH ORDINALITY AS t (term, n)
    ORDER BY n) AS occurrences
  FROM ingestion_workshop_words WHERE collection_id = $1 AND stems && $2::text[]`;
const TOTALS = `
  SELECT count(*)::int AS documents, COALESCE(sum(length), 0)::float8 AS words
  FROM ingestion_workshop_words WHERE collection_id = $1`;

interface HoldingRow {
  readonly id: string;
  readonly length: number;
  readonly occurrences: readonly number[];
}

/** BM25 of the chunks that hold a word of the question, divided by the best one's. */
async function scoreWords(client: PoolClient, { uuid, words }: Asked): Promise<Map<string, number>> {
  const { rows } = await client.query<HoldingRow>(HOLDING, [uuid, [...words]]);
  if (rows.length === 0) return new Map();
  const totals = await client.query<{ documents: number; words: number }>(TOTALS, [uuid]);
  const { documents = 0, words: all = 0 } = totals.rows[0] ?? {};
  const inverse = words.map((_, term) =>
    inverseDocumentFrequency(documents, rows.filter(row => (row.occurrences[term] ?? 0) > 0).length),
  );
  const scoreOf = ({ length, occurrences }: HoldingRow): number =>
    inverse.reduce((sum, weight, term) => {
      const found = occurrences[term] ?? 0;
      return found === 0 ? sum : sum + weight * termWeight(found, length, all / documents);
    }, 0);
  const scored = rows.map(row => [row.id, scoreOf(row)] as const);
  const most = scored.reduce((top, [, score]) => Math.max(top, score), 0) || 1;
  return new Map(scored.map(([id, score]) => [id, score / most]));
}

async function readBest(client: PoolClient, scores: readonly Scores[]): Promise<readonly ScoredChunk[]> {
  const sql = 'SELECT id, document, cmetadata FROM langchain_pg_embedding WHERE id = ANY($1)';
  const { rows } = await client.query<ChunkRow>(sql, [scores.map(({ id }) => id)]);
  const chunks = new Map(rows.map(row => [row.id, toChunk(row)]));
  return scores.flatMap(({ id, ...parts }) => {
    const chunk = chunks.get(id);
    return chunk === undefined ? [] : [{ ...chunk, ...parts }];
  });
}
