import { expect, test } from 'vitest';
import { compareIndex, type IndexRows } from '../../../src/model/compareIndex.ts';
import { renew, type Expectation, type ExpectedRows } from '../../../src/model/expectedIndex.ts';
import { runDefaults } from '../../../src/model/runDefaults.ts';
import { foldRun } from '../../../src/model/runState.ts';
import { startedEvent } from '../../fakes/run.ts';

const [source] = foldRun([startedEvent(['a'])])?.sources ?? [];
const from = {
  source: source!,
  input: { sources: [] },
  options: { ...runDefaults('0'), inputFile: null, currentFolder: '/' },
};
const rows = (given: Partial<ExpectedRows> = {}): ExpectedRows => ({
  ...{ kind: 'rows', key: 'K', input: 'I', chunks: 3, wasIndexed: true, from },
  ...given,
});

function found(expectation: Expectation | undefined, row?: Partial<IndexRows>, isKnown = false): string | undefined {
  const difference = compareIndex({
    expected: new Map(expectation ? [['a', expectation]] : []),
    rows: row ? [{ uri: 'a', key: 'K', chunks: 3, ...row }] : [],
    isKnown: () => isKnown,
    inputOf: key => ({ K: 'I', OLD: 'before', SET: 'I' })[key],
  });
  const all = (['missing', 'orphaned', 'stale'] as const).flatMap(kind =>
    difference[kind].map(({ reason }) => `${kind} ${reason}`),
  );
  expect(all.length).toBeLessThan(2);
  return all[0];
}

test.each<[string, Expectation | undefined, Partial<IndexRows> | undefined, string | undefined]>([
  ['as it was made', rows(), {}, undefined],
  ['lost', rows(), undefined, 'missing not_in_index'],
  ['lost but for its name', rows(), { chunks: 0 }, 'missing not_in_index'],
  ['a part of it lost', rows(), { chunks: 2 }, 'missing fewer_chunks'],
  ['a part of it refused by the model', rows(), { key: 'K without 1', chunks: 2 }, undefined],
  ['refused, and more lost', rows(), { key: 'K without 1', chunks: 1 }, 'missing fewer_chunks'],
  ['rebuilt under another model', rows(), { key: 'K by small' }, undefined],
  ['refused, then rebuilt', rows(), { key: 'K without 1 by small', chunks: 2 }, undefined],
  ['the page has changed', rows(), { key: 'OLD' }, 'stale chunks_newer'],
  ['another setting of the index', rows(), { key: 'SET' }, 'stale indexed_otherwise'],
  ['a run that was stopped before it was indexed', rows({ wasIndexed: false }), undefined, undefined],
  ['a page without text', { kind: 'none', reason: 'nothing_to_index' }, {}, 'orphaned nothing_to_index'],
  ['a page without text that was never there', { kind: 'none', reason: 'page_gone' }, undefined, undefined],
  ['nobody knows it', undefined, {}, 'orphaned source_unknown'],
])('%s', (_, expectation, row, expected) => expect(found(expectation, row)).toBe(expected));

test('what another run or the cache knows is no orphan', () => expect(found(undefined, {}, true)).toBeUndefined());

test('a newer word counts, and an older loss is not forgotten', () => {
  const failed = rows({ key: 'NEW', input: 'later', chunks: undefined, wasIndexed: false });
  expect(renew(rows(), failed)).toMatchObject({ key: 'NEW', wasIndexed: true });
  expect(renew({ kind: 'none', reason: 'alias' }, failed)).toBe(failed);
  expect(renew(rows(), { kind: 'none', reason: 'alias' })).toEqual({ kind: 'none', reason: 'alias' });
});

test('the same chunks made again change nothing; a run that counted fewer does not lower the sum', () => {
  const unkeyed = rows({ key: undefined, chunks: undefined, wasIndexed: false });
  const older = rows();
  expect(renew(older, unkeyed)).toBe(older);
  expect(renew(older, { ...unkeyed, input: 'later' })).toMatchObject({ key: undefined, wasIndexed: true });
  expect(renew(older, rows({ chunks: 1 }))).toMatchObject({ chunks: 3 });
});
