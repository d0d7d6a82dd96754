import type { Params } from '../../../model/problem.ts';
import { shown } from '../../inputFault.ts';
import { isRecord } from '../../inputModel.ts';
import type { TextPath } from '../../textTree.ts';

export interface CaseFault {
  readonly code: string;
  readonly path: TextPath;
  readonly params: Params;
}

/** A shape of JSON: what a value must be. */
type Shape = (value: unknown, path: TextPath) => CaseFault[];

const when =
  (isRight: (value: unknown) => boolean): Shape =>
  (value, path) =>
    isRight(value) ? [] : [{ code: 'cases_invalid', path, params: { value: shown(value) } }];

const text = when(value => typeof value === 'string');
const truth = when(value => typeof value === 'boolean');
const count = when(value => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0);
const plain = when(value => value === null || ['string', 'number', 'boolean'].includes(typeof value));
const mapping = when(isRecord);

const listOf =
  (shape: Shape): Shape =>
  (value, path) =>
    Array.isArray(value) ? value.flatMap((item: unknown, at) => shape(item, [...path, at])) : when(() => false)(value, path);

/** Any keys. */
const mapOf =
  (shape: Shape): Shape =>
  (value, path) =>
    isRecord(value) ? Object.entries(value).flatMap(([key, item]) => shape(item, [...path, key])) : mapping(value, path);

/** These keys and no others: one that is misspelt would check nothing. */
const objectOf =
  (keys: Readonly<Record<string, Shape>>, needed: readonly string[] = []): Shape =>
  (value, path) => {
    if (!isRecord(value)) return mapping(value, path);
    const known = Object.keys(keys).join(', ');
    const missing = needed.filter(key => !(key in value)).map(key => ({ code: 'cases_missing', path, params: { missing: key } }));
    const found = Object.entries(value).flatMap(([key, item]) => {
      const shape = Object.hasOwn(keys, key) ? keys[key] : undefined;
      return shape?.(item, [...path, key]) ?? [{ code: 'cases_unknown_key', path: [...path, key], params: { key, known } }];
    });
    return [...missing, ...found];
  };

const something =
  (shape: Shape): Shape =>
  (value, path) =>
    isRecord(value) && Object.keys(value).length === 0 ? [{ code: 'cases_expect_nothing', path, params: {} }] : shape(value, path);

const EXPECTATION = something(
  objectOf({
    source: something(mapOf(plain)),
    contains: listOf(text),
    lacks: listOf(text),
    discovered: listOf(text),
    chunks: something(objectOf({ at_least: count, at_most: count, longest: count, metadata: something(mapOf(plain)) })),
    skipped: text,
    problem: text,
  }),
);

const CASE = objectOf(
  {
    title: something(mapOf(text)),
    hidden: truth,
    // Its fields are those of the data model.
    source: mapping,
    input: mapping,
    work: text,
    answers: mapOf(objectOf({ status: count, headers: mapOf(text), body: text })),
    expect: EXPECTATION,
  },
  ['title', 'source', 'expect'],
);

/** What is wrong with one case, its Source and INPUT apart. */
export const caseFaults = (value: unknown): CaseFault[] => CASE(value, []);
