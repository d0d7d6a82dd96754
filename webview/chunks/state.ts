import type { ChunkCard, ChunkPassage, ChunkSurvey, SimilarChunk } from '../../src/model/chunkView.ts';
import type { ChunksSubject } from '../../src/protocol/chunks.ts';
import type { Loaded } from '../common/states.ts';
import type { Sight } from '../common/sight.ts';
import type { Rows } from './rows.ts';

export type Form = 'list' | 'text';

/** What tells one chunk from all others of the index. */
export interface Picked {
  readonly uri: string;
  readonly chunkId: string;
}

/** Chunks that are like one: they stand in the list's place until the reader goes back. */
export interface Similar {
  readonly of: ChunkCard;
  readonly found: Loaded<readonly SimilarChunk[]>;
}

/** All that the page holds; everything on the screen is drawn from it. */
export interface State {
  subject: Loaded<ChunksSubject>;
  rows: Rows | null;
  survey: ChunkSurvey | null;
  form: Form;
  sight: Sight;
  /** px. */
  rowHeight: number;
  /** Place of the picked chunk in the list; null: none, or it is not of this list. */
  place: number | null;
  picked: Picked | null;
  card: Loaded<ChunkCard> | null;
  passage: Loaded<ChunkPassage> | null;
  similar: Similar | null;
  /** What an act met: opening, copying. */
  acted: Loaded<unknown> | null;
}

/** What scope the rest belongs to, then where the reader was in it. */
export interface Kept {
  readonly scope: string;
  readonly form: Form;
  readonly top: number;
  readonly place: number | null;
  readonly picked: Picked | null;
}

export const scopeKey = ({ subject }: Pick<State, 'subject'>): string =>
  subject.state === 'here' ? keyOf(subject.value) : '';

/** Without the run: a later one of the same page goes on where the reader is. */
export function keyOf({ scope }: ChunksSubject): string {
  return scope === null ? '' : JSON.stringify([scope.workDir, scope.collection, scope.uri]);
}

export const keptOf = (state: State): Kept => ({
  scope: scopeKey(state),
  form: state.form,
  top: state.sight.top,
  place: state.place,
  picked: state.picked,
});

/** What an earlier life of the page left, as far as it can be used. */
export function restored(kept: unknown): Kept | null {
  if (typeof kept !== 'object' || kept === null) return null;
  // SAFETY: each member is checked below.
  const { scope, form, top, place, picked } = kept as Partial<Record<keyof Kept, unknown>>;
  if (typeof scope !== 'string') return null;
  return {
    scope,
    form: form === 'text' ? 'text' : 'list',
    top: typeof top === 'number' ? top : 0,
    place: typeof place === 'number' ? place : null,
    picked: isPicked(picked) ? picked : null,
  };
}

const isPicked = (value: unknown): value is Picked =>
  typeof value === 'object' &&
  value !== null &&
  'uri' in value &&
  'chunkId' in value &&
  typeof value.uri === 'string' &&
  typeof value.chunkId === 'string';
