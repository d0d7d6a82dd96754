import type { Condition } from '../../src/model/filter.ts';
import type { Evaluation, Projection } from '../../src/model/found.ts';
import { VECTOR_WEIGHT } from '../../src/model/fusion.ts';
import type {
  Answer,
  FoundPlace,
  SearchAnswer,
  SearchHit,
  SearchScope,
  SearchSetting,
} from '../../src/protocol/search.ts';
import type { Loaded } from '../common/states.ts';

export type Form = 'projection' | 'table' | 'questions';
export const FORMS: readonly Form[] = ['projection', 'table', 'questions'];

/** One setting, what it found, and how it does on the question set. */
export interface Side {
  setting: SearchSetting;
  found: Loaded<SearchAnswer> | null;
  measured: Loaded<Evaluation | null> | null;
}

/** An answer on its way, there, broken off, or failed. */
export interface Writing {
  /** For which question. */
  readonly question: string;
  text: string;
  end: Loaded<Answer> | { readonly state: 'cancelled' };
}

/** All that the page holds; everything on the screen is drawn from it. */
export interface State {
  scope: Loaded<SearchScope>;
  /** In the box. */
  question: string;
  /** What the results answer; blank before the first search. */
  asked: string;
  /** Newest first. */
  history: readonly string[];
  /** A, and B while two are compared. */
  sides: readonly Side[];
  picked: { readonly side: number; readonly chunkId: string } | null;
  writing: Writing | null;
  form: Form;
  seed: number;
  projection: Loaded<Projection> | null;
  /** Rows of the table. */
  rows: number;
  /** What writing into the question set met. */
  expecting: Loaded<{ file: string; questions: number }> | null;
  /** Whether the settings are open. */
  adjusting: boolean;
}

export const FIRST_ROWS = 25;
const MOST_HISTORY = 20;

export const USUAL: SearchSetting = { collection: null, k: 10, weight: VECTOR_WEIGHT, filter: [] };

export const newSide = (setting: SearchSetting): Side => ({ setting, found: null, measured: null });

export const remember = (history: readonly string[], question: string): readonly string[] =>
  [question, ...history.filter(one => one !== question)].slice(0, MOST_HISTORY);

export const hitsOf = (side: Side | undefined): readonly SearchHit[] =>
  side?.found?.state === 'here' ? side.found.value.results : [];

/** Of what the passage's own side found. */
export function placeIn({ sides }: State, hit: SearchHit): FoundPlace {
  const side = sides.find(one => hitsOf(one).includes(hit));
  const collection = side?.found?.state === 'here' ? side.found.value.collection : '';
  return { collection, uri: hit.uri, chunkId: hit.chunkId };
}

export function pickedHit({ sides, picked }: State): SearchHit | undefined {
  return picked === null ? undefined : hitsOf(sides[picked.side]).find(({ chunkId }) => chunkId === picked.chunkId);
}

export const letterOf = (side: number): string => (side === 0 ? 'A' : 'B');

/** What the page wants to find again. */
export interface Kept {
  readonly question: string;
  readonly asked: string;
  readonly history: readonly string[];
  readonly settings: readonly SearchSetting[];
  readonly form: Form;
  readonly seed: number;
  readonly adjusting: boolean;
}

export const keptOf = ({ question, asked, history, sides, form, seed, adjusting }: State): Kept => {
  return { question, asked, history, settings: sides.map(({ setting }) => setting), form, seed, adjusting };
};

/** What an earlier life of the page left, as far as it can be used. */
export function restored(kept: unknown): Partial<State> {
  if (typeof kept !== 'object' || kept === null) return {};
  // SAFETY: each member is checked below.
  const { question, asked, history, settings, form, seed, adjusting } = kept as Partial<Record<keyof Kept, unknown>>;
  const known = FORMS.find(one => one === form);
  const sides = Array.isArray(settings) ? settings.flatMap(readSetting).slice(0, 2).map(newSide) : [];
  return {
    ...(typeof question === 'string' && { question }),
    ...(typeof asked === 'string' && { asked }),
    ...(Array.isArray(history) && { history: history.filter(one => typeof one === 'string').slice(0, MOST_HISTORY) }),
    ...(sides.length > 0 && { sides }),
    ...(known && { form: known }),
    ...(typeof seed === 'number' && { seed }),
    ...(typeof adjusting === 'boolean' && { adjusting }),
  };
}

function readSetting(value: unknown): SearchSetting[] {
  if (typeof value !== 'object' || value === null) return [];
  // SAFETY: each member is checked below.
  const { collection, k, weight, linkPenalty, lambda, filter } = value as Partial<Record<keyof SearchSetting, unknown>>;
  const conditions = Array.isArray(filter) ? filter.filter(isCondition) : [];
  return [
    {
      collection: typeof collection === 'string' ? collection : null,
      k: typeof k === 'number' ? k : USUAL.k,
      weight: typeof weight === 'number' ? weight : USUAL.weight,
      filter: conditions,
      ...(typeof linkPenalty === 'number' && { linkPenalty }),
      ...(typeof lambda === 'number' && { lambda }),
    },
  ];
}

const isCondition = (value: unknown): value is Condition =>
  typeof value === 'object' &&
  value !== null &&
  'field' in value &&
  typeof value.field === 'string' &&
  'values' in value &&
  (value.values === null || Array.isArray(value.values));
