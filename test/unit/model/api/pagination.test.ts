import { describe, expect, test } from 'vitest';
import {
  compareKeys,
  firstMark,
  pageParameters,
  PAGINATIONS,
  turnPage,
  usualParameters,
  type PageAnswer,
  type PageMark,
  type Pagination,
} from '../../../../src/model/api/pagination.ts';

const ROWS = Array.from({ length: 47 }, (_, at) => at + 1);
const ASKED_OF = { asked: 'https://api.example/rows?cursor=' };

/** An API that answers each style, ten rows at most, whatever is asked. */
function answer(pagination: Pagination, parameters: Readonly<Record<string, string>>, mark: PageMark): PageAnswer {
  const limit = Math.min(10, Number(parameters['limit'] ?? parameters['_limit'] ?? 10));
  const start = startOf(pagination, parameters, mark, limit);
  const rows = ROWS.slice(start, start + limit);
  const end = start + rows.length;
  const token = pagination === 'link' ? `${ASKED_OF.asked}${end}` : String(end);
  const givesNext = (pagination === 'cursor' || pagination === 'link') && end < ROWS.length;
  return { keys: rows.map(String), next: givesNext ? token : null, order: rows.map(String) };
}

function startOf(
  pagination: Pagination,
  parameters: Readonly<Record<string, string>>,
  mark: PageMark,
  limit: number,
): number {
  if (pagination === 'page') return (Number(parameters['_page']) - 1) * limit;
  if (pagination === 'offset') return Number(parameters['offset']);
  if (pagination === 'cursor') return Number(parameters['cursor'] ?? 0);
  if (pagination === 'keyset') return ROWS.findIndex(row => row > Number(parameters['after_id'] ?? 0));
  return mark.pagination === 'link' && mark.url !== null ? Number(mark.url.slice(ASKED_OF.asked.length)) : 0;
}

describe.each(PAGINATIONS)('pages by %s', pagination => {
  test('are read to the end, each row once, though the server caps the page at ten', () => {
    const seen = new Set<string>();
    const asked = new Set<string>();
    let mark = firstMark(pagination, 25);
    for (let requests = 1; ; requests += 1) {
      expect(requests).toBeLessThan(12);
      const parameters = pageParameters(mark, usualParameters(pagination), { pageSize: 25, firstPage: 1 });
      // A keyset answer beyond the last row is empty.
      const isPast = pagination === 'keyset' && parameters['after_id'] === '47';
      const got = isPast ? { keys: [], next: null, order: [] } : answer(pagination, parameters, mark);
      const turn = turnPage(
        mark,
        got,
        key => seen.has(key),
        next => asked.has(next),
      );
      if (turn.kind !== 'next') {
        expect(turn).toEqual({ kind: 'end', warning: null });
        got.keys.forEach(key => seen.add(key));
        break;
      }
      if (turn.keeps) got.keys.forEach(key => seen.add(key));
      if (got.next !== null) asked.add(got.next);
      mark = turn.mark;
    }
    expect(seen.size).toBe(ROWS.length);
  });
});

test('an empty page with a next cursor is not the end', () => {
  const turn = turnPage(
    firstMark('cursor', 10),
    { keys: [], next: 'b', order: [] },
    () => false,
    () => false,
  );
  expect(turn).toEqual({ kind: 'next', mark: { pagination: 'cursor', cursor: 'b' }, keeps: true });
});

test.each(['cursor', 'link'] as const)(
  'a full first page of %s that says nothing of a next one is told',
  pagination => {
    const turn = (mark = firstMark(pagination, 1), isSilent = true) =>
      turnPage(
        mark,
        { keys: ['1'], next: null, order: [], isSilent },
        () => false,
        () => false,
      );
    expect(turn()).toEqual({ kind: 'end', warning: { code: 'api_next_unnamed', params: { rows: 1 } } });
    expect(turn(undefined, false)).toEqual({ kind: 'end', warning: null });
    const later = pagination === 'link' ? { pagination, url: 'https://example.org/2' } : { pagination, cursor: 'b' };
    expect(turn(later)).toEqual({ kind: 'end', warning: null });
  },
);

test('the same cursor twice is told, not followed for ever', () => {
  const turn = turnPage(
    firstMark('cursor', 10),
    { keys: ['1'], next: 'b', order: [] },
    () => false,
    next => next === 'b',
  );
  expect(turn).toEqual({ kind: 'stuck', reason: { code: 'api_cursor_repeated', params: { cursor: 'b' } } });
});

describe('a keyset', () => {
  const turn = (order: readonly (string | null)[], from: string | null = null) =>
    turnPage(
      firstMark('keyset', 10, from),
      { keys: [], next: null, order },
      () => false,
      () => false,
    );

  test('goes on after the last key, beyond 2^53 too', () => {
    expect(turn(['9007199254740993', '9007199254740994'], '9007199254740992')).toMatchObject({
      mark: { after: '9007199254740994' },
    });
  });

  test.each([
    ['out of order', ['3', '2'], 'api_keys_unsorted'],
    ['that stand still', ['2', '2'], 'api_keys_unsorted'],
    ['that are missing', ['2', null], 'api_key_missing'],
  ])('refuses keys %s', (_, order, code) => {
    expect(turn(order)).toMatchObject({ kind: 'stuck', reason: { code } });
  });

  test('compares whole numbers by value, everything else as text', () => {
    expect([compareKeys('9', '10'), compareKeys('a9', 'a10'), compareKeys('-2', '-10'), compareKeys('7', '7')]).toEqual(
      [-1, 1, 1, 0],
    );
  });
});
