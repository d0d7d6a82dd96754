import { expect, test } from 'vitest';
import { readCases } from '../../../../src/engine/workshop/judge/readCases.ts';

const source = '"source": {"uri": "https://town.example/"}';
const title = '"title": {"en": "t"}';
const faults = (text: string) => readCases(text, 'cases.json').problems.map(({ code, line, params }) => [code, line, params['field'] ?? params['found']]);

test('cases are read', () => {
  const text = `[{${title}, ${source}, "work": "x", "answers": {"https://a.example/": {"status": 404}}, "expect": {"chunks": {"at_least": 1}}}]`;
  const { cases, problems } = readCases(text, 'cases.json');
  expect(problems).toEqual([]);
  expect(cases).toMatchObject([{ title: { en: 't' }, expect: { chunks: { at_least: 1 } } }]);
});

test('all that is wrong is told with its line', () => {
  expect(faults('[\n{,}]')).toEqual([['cases_not_json', 2, ',}]']]);
  expect(faults('[]')).toEqual([['cases_empty', 1, undefined]]);
  expect(faults('{}')).toEqual([['cases_empty', 1, undefined]]);
  expect(faults('[1]')).toEqual([['cases_invalid', 1, '[0]']]);
  expect(faults(`[{${title}, ${source},\n"expect": {}}]`)).toEqual([['cases_expect_nothing', 2, '[0].expect']]);
  expect(faults(`[{${title}, ${source},\n"expect": {"contain": ["x"]}}]`)).toEqual([['cases_unknown_key', 2, '[0].expect.contain']]);
  expect(faults(`[{${title}, ${source},\n"expect": {"contains": "x"}}]`)).toEqual([['cases_invalid', 2, '[0].expect.contains']]);
  expect(faults(`[{${title},\n"source": {"uri": 1}, "expect": {"lacks": ["x"]}}]`)).toEqual([['cases_invalid', 2, '[0].source.uri']]);
  expect(faults(`[{${title}, ${source},\n"input": {"recursive_chunking_config": {"chunk_size": "x"}}, "expect": {"lacks": ["x"]}}]`)).toEqual([
    ['cases_invalid', 2, '[0].input.recursive_chunking_config.chunk_size'],
  ]);
});

test('of a file in which nothing is a case the first fifty faults are told', () => {
  const { problems } = readCases(`[${'1,\n'.repeat(60)}1]`, 'cases.json');
  expect(problems.length).toBe(51);
  expect(problems.at(-1)).toMatchObject({ code: 'workshop_more_faults', line: 51, params: { count: 11 } });
});
