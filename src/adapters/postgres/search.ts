import type { ScoredChunk, VectorStore } from '../../engine/ports.ts';
import { checkVectorKind } from '../../model/collection.ts';
import { VECTOR_WEIGHT } from '../../model/fusion.ts';
import { findCollection, knownKind } from './collections.ts';
import { SNAPSHOT, transact, type Pool, type PoolClient } from './connection.ts';
import { filterSql } from './filterSql.ts';
import { fromText, toBinary, toChunk, type ChunkRow } from './rows.ts';
import { scoreWords, sum, type Question, type WordScores } from './scoreWords.ts';

type SearchRequest = Parameters<VectorStore['search']>[0];

interface Asked extends Question, Pick<SearchRequest, 'vector' | 'k'> {
  readonly weight: number;
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
      const { vector, words, k, weight = VECTOR_WEIGHT, filter = [], vectors = false } = request;
      const asked = { uuid: collection.uuid, vector, words, k, weight, filter };
      const found: WordScores = hasWords ? await scoreWords(client, asked) : new Map();
      return readBest(client, await fuse(client, asked, found), { words: words.length, vectors });
    },
    SNAPSHOT,
  );
}

interface Scores {
  readonly id: string;
  readonly score: number;
  readonly vectorScore: number;
  readonly wordsScore: number;
  readonly wordScores: readonly number[];
}

async function fuse(client: PoolClient, asked: Asked, words: WordScores): Promise<Scores[]> {
  const { k, weight } = asked;
  const scores = new Map<string, Scores>();
  const add = ({ id, cosine }: CosineRow): void => {
    const vectorScore = Number.isFinite(cosine) ? cosine : 0; // Of somebody's vector without a length.
    const wordScores = words.get(id) ?? [];
    const wordsScore = sum(wordScores);
    scores.set(id, { id, vectorScore, wordsScore, wordScores, score: wordsScore + weight * vectorScore });
  };
  const nearest = await findCosines(client, asked);
  nearest.forEach(add);
  const last = nearest.at(-1)?.cosine ?? -1;
  const enough = best(scores, k).at(k - 1)?.score ?? -Infinity;
  const couldStill = ([id, parts]: readonly [string, readonly number[]]): boolean =>
    !scores.has(id) && sum(parts) + weight * last >= enough;
  const hopeful = [...words].filter(couldStill).map(([id]) => id);
  if (hopeful.length > 0) (await findCosines(client, asked, hopeful)).forEach(add);
  return best(scores, k);
}

const best = (scores: ReadonlyMap<string, Scores>, k: number): Scores[] =>
  [...scores.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, k);

interface CosineRow {
  readonly id: string;
  readonly cosine: number;
}

/**
 * The nearest, or those of these ids. Vectors of another length, which LangChain lets into any collection, are passed
 * over. Written as pgvector's manual has it for a column without a length, so that an HNSW index serves it where
 * somebody has made one (README). We make none: at 10,000 rows of 384 numbers it saves 50 ms of a question, and every
 * write then takes seven times as long.
 */
async function findCosines(client: PoolClient, asked: Asked, ids?: readonly string[]): Promise<CosineRow[]> {
  const { uuid, vector, k, filter } = asked;
  const { where, values } = filterSql(filter, 5);
  const distance = `embedding::vector(${vector.length}) <=> $2::vector`;
  const sql = `
    SELECT id, 1 - (${distance}) AS cosine FROM langchain_pg_embedding
    WHERE collection_id = $1 AND vector_dims(embedding) = $3 AND
    ${ids ? 'id = ANY($4)' : `${where} ORDER BY ${distance}, id LIMIT $4`}`;
  if (!ids) await client.query(SCAN_ON);
  const given = [uuid, toBinary(vector), vector.length, ids ?? k, ...(ids ? [] : values)];
  return (await client.query<CosineRow>(sql, given)).rows;
}

/** An HNSW index gives 40 rows and stops, before a filter is asked: from pgvector 0.8 on it can go on, in their order. */
const SCAN_ON = `
  SELECT set_config('hnsw.iterative_scan', 'strict_order', true) FROM pg_extension
  WHERE extname = 'vector' AND extversion ~ '^(0\\.([89]|[1-9][0-9])|[1-9])'`;

interface Wanted {
  /** How many words were asked for. */
  readonly words: number;
  readonly vectors: boolean;
}

async function readBest(client: PoolClient, scores: readonly Scores[], wanted: Wanted): Promise<ScoredChunk[]> {
  const columns = `id, document, cmetadata${wanted.vectors ? ', embedding::text AS vector' : ''}`;
  const sql = `SELECT ${columns} FROM langchain_pg_embedding WHERE id = ANY($1)`;
  const { rows } = await client.query<ChunkRow & { vector?: string }>(sql, [scores.map(({ id }) => id)]);
  const found = new Map(rows.map(row => [row.id, row]));
  const none = Array.from({ length: wanted.words }, () => 0);
  return scores.flatMap(({ id, ...parts }) => {
    const row = found.get(id);
    if (row === undefined) return [];
    const wordScores = parts.wordScores.length === 0 ? none : parts.wordScores;
    return [{ ...toChunk(row), ...parts, wordScores, ...(row.vector ? { vector: fromText(row.vector) } : {}) }];
  });
}
