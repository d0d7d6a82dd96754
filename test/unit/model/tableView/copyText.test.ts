import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactDecimal, type Value } from '../../../../src/model/table/value.ts';
import { copyText, type CopiedColumn } from '../../../../src/model/tableView/copyText.ts';
import type { CopyForm } from '../../../../src/model/tableView/table.ts';

const COLUMNS: readonly CopiedColumn[] = [
  { name: 'id', type: { kind: 'integer', isLong: true }, kind: 'number' },
  { name: 'a|b', type: { kind: 'text' }, kind: 'text' },
  { name: 'id', type: { kind: 'decimal', precision: 9, scale: 2 }, kind: 'number' },
  { name: 'x', type: { kind: 'json' }, kind: 'nested' },
];
const ROWS: readonly (readonly Value[])[] = [
  [9007199254740993n, '=1+1\t"x"\nnext', new ExactDecimal('12.5'), { a: 9007199254740993n }],
  [null, '', null, null],
];

const whole = (form: CopyForm, columns = COLUMNS, rows = ROWS, hasHeader = true): string => {
  const { head, row, between, tail } = copyText(form, columns, hasHeader);
  return head + rows.map(row).join(between) + tail;
};

describe('a copy', () => {
  it('for spreadsheets quotes what would break a line, and nothing else', () => {
    expect(whole('tsv')).toBe(
      'id\ta|b\tid\tx\n9007199254740993\t"=1+1\t""x""\nnext"\t12.50\t{"a":9007199254740993}\n\t""\t\t\n',
    );
  });

  it('as CSV, JSON and Markdown has all digits, and NULL apart from the empty text', () => {
    expect(whole('csv', COLUMNS, ROWS, false)).toBe(
      '9007199254740993,"=1+1\t""x""\nnext",12.50,"{""a"":9007199254740993}"\r\n,"",,\r\n',
    );
    expect(whole('json')).toBe(
      '[\n  {"id":9007199254740993,"a|b":"=1+1\\t\\"x\\"\\nnext","id_2":12.50,"x":{"a":9007199254740993}},\n' +
        '  {"id":null,"a|b":"","id_2":null,"x":null}\n]\n',
    );
    expect(whole('markdown')).toBe(
      '| id | a\\|b | id | x |\n| ---: | --- | ---: | --- |\n' +
        '| 9007199254740993 | =1+1\t"x"<br>next | 12.50 | {"a":9007199254740993} |\n| *NULL* |  | *NULL* | *NULL* |\n',
    );
  });

  it('of numbers that JSON has not is a text there', () => {
    const columns = [{ name: 'f', type: { kind: 'float' }, kind: 'number' }] as const;
    const rows = [[NaN], [-Infinity], [Math.fround(0.1)]];
    expect(JSON.parse(whole('json', columns, rows))).toEqual([{ f: 'NaN' }, { f: '-Infinity' }, { f: 0.1 }]);
  });

  it('is read back as it was, whatever the texts', () => {
    const text = fc.option(
      fc.string({ unit: fc.constantFrom('a', '"', ',', '\t', '\n', '\r', '=', ' ', '\u{1f600}') }),
    );
    const columns = ['a', 'b'].map(name => ({ name, type: { kind: 'text' }, kind: 'text' }) as const);
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), rows => {
        for (const [form, delimiter] of [
          ['csv', ','],
          ['tsv', '\t'],
        ] as const) {
          const cast = (value: string, { quoting }: { quoting: boolean }) => (value === '' && !quoting ? null : value);
          const options = { delimiter, cast, record_delimiter: form === 'csv' ? '\r\n' : '\n', relax_quotes: true };
          expect(parse(whole(form, columns, rows, false), options)).toEqual(rows);
        }
        expect(JSON.parse(whole('json', columns, rows))).toEqual(rows.map(([a, b]) => ({ a, b })));
      }),
    );
  });
});
