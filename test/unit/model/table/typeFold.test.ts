import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseExactJson } from '../../../../src/model/table/exactJson.ts';
import { fitFor } from '../../../../src/model/table/fitValue.ts';
import { createTypeFold, inferType, joinTypes } from '../../../../src/model/table/typeFold.ts';
import { typeText } from '../../../../src/model/table/typeText.ts';
import { isStruct, type Row } from '../../../../src/model/table/value.ts';
import { tables, types, values } from '../../../fakes/rows.ts';

const rowsOf = (text: string): Row[] => {
  const rows = parseExactJson(text);
  return Array.isArray(rows) ? rows.filter(isStruct) : [];
};

const columnOf = (...literals: string[]): string => {
  const fold = createTypeFold();
  for (const row of rowsOf(`[${literals.map(literal => `{"x":${literal}}`).join()}]`)) fold.add(row);
  return fold.columns().map(({ type }) => typeText(type))[0] ?? 'none';
};

describe('the type of a column', () => {
  test.each([
    [['null', 'null'], 'null'],
    [['1', 'null', '2'], 'integer'],
    [['1', '9007199254740993'], 'integer'],
    [['1', '2.5'], 'double'],
    [['9007199254740993', '2.5'], 'decimal(20,1)'],
    [['19.99', '1.0050000000000000001'], 'decimal(21,19)'],
    [['18446744073709551616'], 'decimal(20,0)'],
    [['1e300', '9007199254740993'], 'text'],
    [['1e999'], 'text'],
    [['true', 'false'], 'boolean'],
    [['true', '1'], 'text'],
    [['"2026-02-28"'], 'date'],
    [['"2026-02-28"', '"2026-02-29"'], 'text'],
    [['"2026-02-28"', '"2026-02-28T08:00:00"'], 'timestamp without zone'],
    [['"2026-02-28T08:00:00Z"', '"2026-02-28T08:00:00.123456+01:00"'], 'timestamp'],
    [['"2026-02-28T08:00:00Z"', '"2026-02-28T08:00:00"'], 'text'],
    [['"2026-02-28T08:00:00.1234567Z"'], 'text'],
    [['"2026-02-28T08:00:60Z"'], 'text'],
    [['"2026-02-28T24:00:00"'], 'text'],
    [['"02/03/2026"'], 'text'],
    [['""'], 'text'],
    [['[]', '[1]'], 'list of integer'],
    [['{"b":1}', '{"a":null,"b":2.5}'], 'struct(a null, b double)'],
    [['{}'], 'struct()'],
    [['{"a":1}', '[1]'], 'json'],
    [['{"a":1}', '"none"'], 'json'],
  ])('%j is %s', (literals, expected) => {
    expect(columnOf(...literals)).toBe(expected);
  });

  test('deep nests and objects of very many names are JSON', () => {
    expect(columnOf(`${'['.repeat(40)}${']'.repeat(40)}`)).toMatch(/^(?:list of ){16}json$/);
    const many = Array.from({ length: 300 }, (_, at) => `"user ${at}":1`);
    expect(columnOf(`{${many.slice(0, 150).join()}}`, `{${many.slice(150).join()}}`)).toBe('json');
    expect(columnOf('{"__proto__":1}')).toBe('json');
  });
});

describe('the lattice', () => {
  test('joins in any order, any grouping, and with itself', () => {
    fc.assert(
      fc.property(types, types, types, (a, b, c) => {
        expect(joinTypes(a, b)).toEqual(joinTypes(b, a));
        expect(joinTypes(joinTypes(a, b), c)).toEqual(joinTypes(a, joinTypes(b, c)));
        expect(joinTypes(a, a)).toEqual(a);
        expect(joinTypes(a, { kind: 'null' })).toEqual(a);
      }),
      { numRuns: 100 },
    );
  });

  test('a fold over rows is the join of what each value is, however the rows are cut into pages', () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 6 }), fc.nat(6), (all, cut) => {
        const joined = all.map(inferType).reduce(joinTypes);
        const page = createTypeFold();
        for (const x of all.slice(cut)) page.add({ x });
        const fold = createTypeFold();
        for (const x of all.slice(0, cut)) fold.add({ x });
        fold.addColumns(page.columns());
        expect(fold.columns()).toEqual([{ name: 'x', type: joined }]);
      }),
      { numRuns: 100 },
    );
  });

  test('every value fits the type of its column, and fitting it again changes nothing', () => {
    fc.assert(
      fc.property(tables, rows => {
        const fold = createTypeFold();
        rows.forEach(fold.add);
        for (const { name, type } of fold.columns()) {
          const fit = fitFor(type);
          for (const row of rows) {
            const fitted = fit(Object.hasOwn(row, name) ? (row[name] ?? null) : null);
            expect(fitted).toBeDefined();
            expect(fit(fitted ?? null)).toEqual(fitted);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
