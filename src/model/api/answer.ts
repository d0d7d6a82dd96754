import { fail, type ProblemError } from '../problem.ts';
import { isList, isStruct, type Row, type Value } from '../table/value.ts';
import { findNextLink } from './linkHeader.ts';
import type { ApiSettings } from './settings.ts';

/** What an answer's JSON holds of the list. */
export interface ApiAnswer {
  /** What is no object in it is a dead letter. */
  readonly rows: readonly Value[];
  /** The next cursor or link as the API gave it. */
  readonly next: string | null;
  /** The page is full, and says nothing of a next one: not even that there is none. */
  readonly isSilent: boolean;
}

type Asked = Pick<ApiSettings, 'dataPath' | 'nextPath' | 'pagination' | 'pageSize'> & {
  readonly uri: string;
  /** Of the answer. */
  readonly link: string | undefined;
};

/** Throws data `api_not_list`. */
export function readAnswer(body: Value, asked: Asked): ApiAnswer {
  const rows = asked.dataPath ? valueAt(body, asked.dataPath) : isStruct(body) ? body['data'] : body;
  if (!isList(rows)) throw notList(body, asked.uri, asked.dataPath?.join('.') ?? 'data');
  const next = nextOf(body, asked);
  return { rows, next: next ?? null, isSilent: next === undefined && rows.length >= asked.pageSize };
}

export const notList = (body: Value, uri: string, path: string): ProblemError =>
  fail('data', 'api_not_list', { uri, path, found: JSON.stringify(body, shown).slice(0, 80) });

const shown = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

/** Undefined where the answer has no place for one. */
function nextOf(body: Value, { pagination, nextPath, link }: Asked): string | null | undefined {
  if (pagination === 'link' && nextPath === null) return link === undefined ? undefined : findNextLink(link);
  if (pagination !== 'link' && pagination !== 'cursor') return null;
  const next = valueAt(body, nextPath ?? []);
  if (next === undefined) return undefined;
  return typeof next === 'string' || typeof next === 'number' || typeof next === 'bigint' ? String(next) : null;
}

export function valueAt(value: Value, path: readonly string[]): Value | undefined {
  return path.reduce<Value | undefined>((found, step) => (isStruct(found) ? found[step] : undefined), value);
}

export const isRow = (value: Value): value is Row => isStruct(value);
