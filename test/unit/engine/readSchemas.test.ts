import { expect, it } from 'vitest';
import { readSchemas } from '../../../src/engine/readSchemas.ts';

const read = (files: Readonly<Record<string, unknown>>) =>
  readSchemas(
    Object.entries(files).map(([file, content]) => ({
      file: `/s/${file}`,
      text: typeof content === 'string' ? content : JSON.stringify(content, null, 2),
    })),
  );
const told = (files: Readonly<Record<string, unknown>>) =>
  read(files).problems.map(({ code, file, line, column, params }) => [code, `${file}:${line}:${column}`, params]);
const object = (properties: object) => ({ type: 'object', properties });

it('tells a syntax error with its place, and reads the other files', () => {
  const files = { 'A.json': '{\n  "type": "object",\n}', 'B.json': object({ b: { type: 'string' } }) };
  expect(told(files)).toEqual([['json_trailing_comma', '/s/A.json:2:19', {}]]);
  expect(read(files).model.map(({ name }) => name)).toEqual(['B']);
});

it('tells a $ref that leads nowhere, in another file, a definition or a place within', () => {
  const files = {
    'A.json': object({ a: { $ref: 'None.json' }, b: { $ref: '#/$defs/none' }, c: { $ref: '#/properties/a' } }),
  };
  expect(told(files)).toEqual([
    ['schema_ref_missing', '/s/A.json:5:15', { ref: 'None.json' }],
    ['schema_ref_missing', '/s/A.json:8:15', { ref: '#/$defs/none' }],
  ]);
});

it('tells a cycle once, at the field that closes it', () => {
  const files = {
    'A.json': object({ b: { $ref: 'B.json' } }),
    'B.json': object({ list: { items: { $ref: 'A.json' }, type: 'array' } }),
  };
  expect(told(files)).toEqual([['schema_cycle', '/s/B.json:4:5', { path: 'A → B → A' }]]);
  expect(told({ 'Node.json': object({ children: { type: 'array', items: { $ref: '#' } } }) })).toEqual([
    ['schema_cycle', '/s/Node.json:4:5', { path: 'Node → Node' }],
  ]);
});

it('tells an empty file, and survives what is no schema', () => {
  expect(
    told({ 'A.json': '', 'package.json': { type: 'module', name: 'x' }, 'list.json': [1], 'yes.json': 'true' }),
  ).toEqual([['schema_empty_file', '/s/A.json:1:1', {}]]);
});

it('reads definitions, aliases, choices and constants', () => {
  const { model } = read({
    'Root.schema.json': {
      $defs: {
        Kind: { const: 'x' },
        Alias: { $ref: '#/$defs/Thing' },
        Thing: object({ of: { oneOf: [{ type: 'string' }, { $ref: '#/$defs/Kind' }] } }),
      },
    },
  });
  expect(model.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['enumeration Kind', 'class Thing', 'class Alias']);
});

it('knows the line of a type, a field and a member', () => {
  const { placeOf } = read({
    'A.json': object({ a: {}, kind: { type: 'string' } }),
    'E.json': { type: 'string', enum: ['X', 'Y'] },
  });
  expect([placeOf('A'), placeOf('A', 'kind'), placeOf('E', 'Y')].map(at => at?.line)).toEqual([1, 5, 5]);
  expect(placeOf('none')).toBeNull();
});
