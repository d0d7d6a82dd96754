import type {
  ChunkCard,
  ChunkPage,
  ChunkPassage,
  ChunkPlace,
  ChunkRow,
  ChunkSurvey,
  Neighbour,
  SimilarChunk,
} from '../model/chunkView.ts';
import { fail, toProblem } from '../model/problem.ts';
import { sliceCodePoints, textPlaces } from '../model/textPlaces.ts';
import { normOf, outlineOf } from '../model/vectors.ts';
import { findMarkdown, type MarkdownFile } from './findMarkdown.ts';
import type { ExaminedChunk, StoredChunk, VectorStore } from './ports.ts';

/** Code points: of a row; of a card's text; of the Markdown around a chunk. What a page is given stays small. */
const [ROW_TEXT, CARD_TEXT, PASSAGE_TEXT] = [240, 20_000, 40_000];
/** Rows at a time, chunks drawn on a map, chunks that a survey reads at a time, groups of a vector's outline. */
const [MOST_ROWS, MOST_DRAWN, SURVEY_STEP, OUTLINE] = [500, 400, 1000, 96];

export interface ChunkName {
  readonly collection: string;
  readonly uri: string;
  readonly chunkId: string;
}

interface RowsRequest {
  readonly collection: string;
  /** An address; null: all Sources. */
  readonly uri: string | null;
  readonly from: number;
  readonly count: number;
}

/** A page of a list, however long the list is. */
export async function listRows(store: VectorStore, { uri, count, ...request }: RowsRequest): Promise<ChunkPage> {
  const of = uri === null ? {} : { uri };
  const { total, chunks } = await store.chunks({ ...request, ...of, count: Math.min(count, MOST_ROWS) });
  return { total, rows: chunks.map(toRow) };
}

/** What a person wants to know of a Source's chunks together. Reads them step by step. */
export async function surveyChunks(store: VectorStore, collection: string, uri: string): Promise<ChunkSurvey> {
  const places: [start: number, end: number][] = [];
  let tokens = 0;
  for (;;) {
    const { chunks } = await store.chunks({ collection, uri, from: places.length, count: SURVEY_STEP });
    for (const chunk of chunks) places.push([chunk.start, chunk.end]);
    tokens += chunks.reduce((sum, chunk) => sum + chunk.tokens, 0);
    if (chunks.length < SURVEY_STEP) break;
  }
  const sizes = places.map(([start, end]) => end - start);
  return {
    chunks: places.length,
    tokens,
    smallest: sizes.reduce((a, b) => Math.min(a, b), sizes[0] ?? 0),
    largest: sizes.reduce((a, b) => Math.max(a, b), 0),
    size: places.reduce((last, [, end]) => Math.max(last, end), 0) - (places[0]?.[0] ?? 0),
    shared: places.reduce((sum, [start], at) => sum + Math.max(0, (places[at - 1]?.[1] ?? start) - start), 0),
    places: places.length <= MOST_DRAWN ? places : null,
  };
}

/** All of one chunk. `files`: its Source's Markdown, likeliest first. Data `chunk_gone`. */
export async function examine(store: VectorStore, name: ChunkName, files: readonly MarkdownFile[]): Promise<ChunkCard> {
  const chunk = await chunkOf(store, name);
  const { collection, uri } = name;
  const info = await store.collection(collection);
  const from = Math.max(0, chunk.at - 1);
  const around = await store.chunks({ collection, uri, from, count: chunk.at - from + 2 });
  const [before, after] = [chunk.at > 0 ? around.chunks[0] : undefined, around.chunks[chunk.at - from + 1]];
  const { metadata: _metadata, vector, text, ...facts } = chunk;
  const shown = sliceCodePoints(text, 0, CARD_TEXT);
  return {
    ...facts,
    text: shown ?? text,
    isCut: shown !== undefined && shown.length < text.length,
    total: around.total,
    previous: neighbour(before, before && before.end - chunk.start),
    next: neighbour(after, after && chunk.end - after.start),
    model: info?.model ?? '',
    dimensions: vector.length,
    norm: normOf(vector),
    outline: outlineOf(vector, OUTLINE),
    ...(await placeOf(chunk, files, { before, after })),
  };
}

/** The chunks whose vectors are nearest to that of a chunk, best first, without itself. Data `chunk_gone`. */
export async function similarChunks(store: VectorStore, name: ChunkName, k: number): Promise<SimilarChunk[]> {
  const { vector } = await chunkOf(store, name);
  const found = await store.search({ collection: name.collection, vector, words: [], k: k + 1 });
  const others = found.filter(({ chunkId }) => chunkId !== name.chunkId).slice(0, k);
  return others.map(chunk => ({ ...toRow(chunk), cosine: chunk.vectorScore }));
}

/** Some chunks of a Source on its Markdown. Data `markdown_gone`, `markdown_changed`, `chunk_gone`. */
export async function passageOf(
  store: VectorStore,
  request: RowsRequest & { readonly uri: string },
  files: readonly MarkdownFile[],
): Promise<ChunkPassage> {
  const { chunks } = await store.chunks(request);
  const [first] = chunks;
  if (first === undefined) throw fail('data', 'chunk_gone', { uri: request.uri });
  const { text } = await findMarkdown(chunks, files);
  const end = chunks.reduce((last, chunk) => Math.max(last, chunk.end), first.end);
  const to = Math.min(end, first.start + PASSAGE_TEXT);
  return {
    text: sliceCodePoints(text, first.start, to) ?? '',
    from: first.start,
    chunks: chunks.map((chunk, index) => {
      return { chunkId: chunk.chunkId, start: chunk.start, end: chunk.end, at: request.from + index };
    }),
  };
}

export async function chunkOf(store: VectorStore, { collection, uri, chunkId }: ChunkName): Promise<ExaminedChunk> {
  const chunk = await store.chunk(collection, uri, chunkId);
  if (chunk === undefined) throw fail('data', 'chunk_gone', { uri });
  return chunk;
}

interface Around {
  readonly before: StoredChunk | undefined;
  readonly after: StoredChunk | undefined;
}

async function placeOf(
  chunk: ExaminedChunk,
  files: readonly MarkdownFile[],
  { before, after }: Around,
): Promise<Pick<ChunkCard, 'place' | 'problem'>> {
  try {
    const { file, text } = await findMarkdown([chunk], files);
    return { place: { file, ...spansIn(text, chunk, { before, after }) }, problem: null };
  } catch (error) {
    return { place: null, problem: toProblem(error) };
  }
}

function spansIn(text: string, { start, end, at }: ExaminedChunk, { before, after }: Around): Omit<ChunkPlace, 'file'> {
  const ranges: [from: number, to: number, other: number][] = [[start, end, at]];
  if (before && before.end > start) ranges.push([start, Math.min(end, before.end), at - 1]);
  if (after && after.start < end) ranges.push([Math.max(start, after.start), end, at + 1]);
  const places = textPlaces(
    text,
    ranges.flatMap(([from, to]) => [from, to]),
  );
  const [span, ...shared] = ranges.map(([, , neighbourAt], index) => {
    const [from = NOWHERE, to = NOWHERE] = places.slice(2 * index);
    return { from, to, neighbour: neighbourAt };
  });
  return { span: { from: span?.from ?? NOWHERE, to: span?.to ?? NOWHERE }, shared };
}

const NOWHERE = { line: 1, column: 1 };

const neighbour = (chunk: StoredChunk | undefined, shared = 0): Neighbour | null =>
  chunk === undefined ? null : { chunkId: chunk.chunkId, headingPath: chunk.headingPath, shared: Math.max(0, shared) };

function toRow({ chunkId, uri, title, start, end, tokens, headingPath, text }: StoredChunk): ChunkRow {
  const line = text
    .slice(0, 4 * ROW_TEXT)
    .replace(/\s+/g, ' ')
    .trim();
  const beginning = sliceCodePoints(line, 0, ROW_TEXT) ?? line;
  return { chunkId, uri, title, start, end, tokens, headingPath, beginning };
}
