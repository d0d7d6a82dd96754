import { expect, test } from 'vitest';
import { parseHeaders, resolveHeaders } from '../../../src/model/headers.ts';

const VARIABLE = 'INGESTION_WORKSHOP_TOKEN';
const problem = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) });

test('a header is kept as the name of a variable, and gets its value for one run', () => {
  const references = parseHeaders([`Authorization: env:${VARIABLE}`]);
  expect(references).toEqual({ Authorization: `env:${VARIABLE}` });
  expect(resolveHeaders(references, { [VARIABLE]: 'Bearer x' })).toEqual({ Authorization: 'Bearer x' });
});

test.each([
  ['Authorization: Bearer secret', 'header_literal'],
  ['Authorization: env:HOME', 'header_literal'],
  ['no colon', 'header_malformed'],
  [`Content-Length: env:${VARIABLE}`, 'header_reserved'],
])('%s is refused, its value not repeated', (written, code) => {
  expect(() => parseHeaders([written])).toThrow(problem(code));
  expect(() => parseHeaders([written])).not.toThrow(/secret/);
});

test.each([
  ['A\nB', 'header_name_bad'],
  ['', 'header_name_bad'],
  ['Expect', 'header_reserved'],
])('a file’s header %j is refused by its name', (name, code) => {
  expect(() => resolveHeaders({ [name]: `env:${VARIABLE}` }, { [VARIABLE]: 'x' })).toThrow(problem(code));
});

test.each([
  [{}, 'header_variable_missing'],
  [{ [VARIABLE]: '' }, 'header_variable_missing'],
  [{ [VARIABLE]: 'a\nb' }, 'header_variable_bad'],
])('%j gives no value', (env, code) => {
  expect(() => resolveHeaders({ Authorization: `env:${VARIABLE}` }, env)).toThrow(problem(code));
});
