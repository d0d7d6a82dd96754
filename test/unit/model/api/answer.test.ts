import { expect, test } from 'vitest';
import { readAnswer } from '../../../../src/model/api/answer.ts';
import type { Value } from '../../../../src/model/table/value.ts';

const CURSOR = { pagination: 'cursor', nextPath: ['meta', 'next'], dataPath: null, pageSize: 2 } as const;
const LINK = { ...CURSOR, pagination: 'link', nextPath: null } as const;
const ROWS = [{ id: 1 }, { id: 2 }];

const read = (body: Value, asked: Partial<Parameters<typeof readAnswer>[1]> = {}) =>
  readAnswer(body, { ...CURSOR, uri: 'http://h/', link: undefined, ...asked });

test('rows are the answer itself, its data, or what stands at the path that was named', () => {
  expect(read(ROWS).rows).toBe(ROWS);
  expect(read({ data: ROWS }).rows).toBe(ROWS);
  expect(read({ data: [], result: { items: ROWS } }, { dataPath: ['result', 'items'] }).rows).toBe(ROWS);
});

test.each([
  [{ data: ROWS, meta: { next: 'b' } }, 'b'],
  [{ data: ROWS, meta: { next: 7 } }, '7'],
  [{ data: ROWS, meta: { next: 2n ** 60n } }, '1152921504606846976'],
  [{ data: ROWS, meta: { next: false } }, null],
])('the next cursor of %o is %s', (body, next) => {
  expect(read(body)).toMatchObject({ next, isSilent: false });
});

test('a full page is silent where it does not even say that there is no next one', () => {
  expect(read({ data: ROWS, meta: { next: null } }).isSilent).toBe(false);
  expect(read({ data: ROWS, meta: {} }).isSilent).toBe(true);
  expect(read(ROWS).isSilent).toBe(true);
  expect(read(ROWS, { pageSize: 3 }).isSilent).toBe(false);
  expect(read(ROWS, LINK).isSilent).toBe(true);
  expect(read(ROWS, { ...LINK, link: '</?p=1>; rel="first"' })).toMatchObject({ isSilent: false, next: null });
  expect(read(ROWS, { pagination: 'page' }).isSilent).toBe(false);
});

test('what holds no list is told with where it was looked for, and its beginning', () => {
  const fault = (path: string) =>
    expect.objectContaining({
      problem: expect.objectContaining({
        code: 'api_not_list',
        params: { uri: 'http://h/', path, found: '{"rows":"1"}' },
      }),
    });
  expect(() => read({ rows: 1n })).toThrow(fault('data'));
  expect(() => read({ rows: 1n }, { dataPath: ['a', 'b'] })).toThrow(fault('a.b'));
});
