import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColumnType } from '../../../../src/model/table/columnType.ts';
import { digitsOf } from '../../../../src/model/table/digits.ts';
import { momentText } from '../../../../src/model/table/timeText.ts';
import { ExactDecimal, type Value } from '../../../../src/model/table/value.ts';
import { readFilter } from '../../../../src/model/tableView/filterText.ts';
import { matches, mayHold } from '../../../../src/model/tableView/matchFilter.ts';
import type { ValueKind } from '../../../../src/model/tableView/table.ts';

const TYPES: Readonly<Record<ValueKind, ColumnType>> = {
  number: { kind: 'integer' },
  text: { kind: 'text' },
  binary: { kind: 'text' },
  boolean: { kind: 'boolean' },
  date: { kind: 'date' },
  timestamp: { kind: 'timestamp', isZoned: true, unit: 'micros' },
  nested: { kind: 'json' },
  null: { kind: 'null' },
};

function filterOf(typed: string, kind: ValueKind) {
  const read = readFilter(typed, kind);
  if ('fault' in read || read.filter === null) throw new Error(`no filter: ${typed}`);
  return read.filter;
}

const holding = (typed: string, kind: ValueKind, values: readonly Value[], type = TYPES[kind]): readonly Value[] =>
  values.filter(matches(filterOf(typed, kind), type));

const exact = (decimal: string) => new ExactDecimal(decimal);

describe('a filter that a person typed', () => {
  it('is none where nothing is typed', () => {
    expect(readFilter('  ', 'number')).toEqual({ filter: null });
  });

  it.each([
    ['10', [10]],
    ['= 10', [10]],
    ['==10.0', [10]],
    ['!= 10', [9, 11, -0.5, NaN]],
    ['<> 10', [9, 11, -0.5, NaN]],
    ['> 9', [10, 11]],
    ['≥10', [10, 11]],
    ['<= 9', [9, -0.5]],
    ['< 9', [-0.5]],
    ['9..10', [9, 10]],
    ['9..<10', [9]],
    ['-0.5 .. < 9', [-0.5]],
    ['10 ..', [10, 11]],
    ['.. 9', [9, -0.5]],
    ['-.5', [-0.5]],
    ['1e1', [10]],
    ['= null', [null]],
    ['= NaN', [NaN]],
    ['!= nan', [9, 10, 11, -0.5]],
    ['≠ NULL', [9, 10, 11, -0.5, NaN]],
    ['< inf', [9, 10, 11, -0.5]],
  ])('%s of numbers', (typed, found) => {
    expect(holding(typed, 'number', [9, 10, 11, -0.5, null, NaN])).toEqual(found);
  });

  it('compares integers and decimals by all their digits', () => {
    const longs = [9007199254740992n, 9007199254740993n, 9007199254740994n];
    expect(holding('9007199254740993', 'number', longs)).toEqual([9007199254740993n]);
    expect(holding('> 9007199254740993.5', 'number', longs)).toEqual([9007199254740994n]);
    const decimals = [exact('0.1'), exact('0.10000000000000000001'), exact('12345678901234567890.5')];
    expect(holding('> 0.1', 'number', decimals)).toEqual(decimals.slice(1));
    expect(holding('= 12345678901234567890.50', 'number', decimals)).toEqual(decimals.slice(2));
  });

  it('takes what is nearest in a column of doubles and of single precision', () => {
    expect(holding('= 0.1', 'number', [Math.fround(0.1)], { kind: 'float' })).toHaveLength(1);
    expect(holding('= 1e23', 'number', [1e23], { kind: 'double' })).toEqual([1e23]);
    expect(holding('> 0.1', 'number', [Math.fround(0.1)], { kind: 'float' })).toEqual([]);
  });

  const texts = ['Paris', 'paris', 'Comparison', '', '10$', 'a"b', 'null', null];
  it.each([
    ['PARIS', ['Paris', 'paris', 'Comparison']],
    ['^paris', ['Paris', 'paris']],
    ['son$', ['Comparison']],
    ['^paris$', ['Paris', 'paris']],
    ['= paris', ['paris']],
    ['!= paris', ['Paris', 'Comparison', '', '10$', 'a"b', 'null']],
    ['> a"b', ['paris', 'null']],
    ['"10$"', ['10$']],
    ["'10$'", ['10$']],
    ['= "a""b"', ['a"b']],
    ['= ""', ['']],
    ['""', ['']],
    ['$', ['10$']],
    ['= "null"', ['null']],
    ['null', ['null']],
    ['= NULL', [null]],
  ])('%s of texts', (typed, found) => {
    expect(holding(typed, 'text', texts)).toEqual(found);
  });

  it('has texts in the order of code points', () => {
    expect(holding('> \uffee', 'text', ['\u{1f600}', 'z'])).toEqual(['\u{1f600}']);
  });

  const moments = [
    '2026-10-31T23:59:59.999999Z',
    '2026-11-01T00:00:00Z',
    '2026-11-05T10:15:00.500Z',
    '2026-12-01T00:00:00Z',
  ];
  it.each([
    ['2026-11', [1, 2]],
    ['!= 2026-11', [0, 3]],
    ['> 2026-11', [3]],
    ['<= 2026-11', [0, 1, 2]],
    ['< 2026-11', [0]],
    ['2026-10..2026-11', [0, 1, 2]],
    ['2026-10..<2026-11', [0]],
    ['2026', [0, 1, 2, 3]],
    ['2026-11-05', [2]],
    ['2026-11-05 10', [2]],
    ['2026-11-05T10:15', [2]],
    ['2026-11-05T10:15:00.5', [2]],
    ['> 2026-11-05T10:15:00.4999', [2, 3]],
    ['2026-11-05T11:15+01:00', [2]],
    ['2026-11-05T04:45-0530', [2]],
    ['2026-11-05T10:15:01', []],
    ['9999', []],
  ])('%s of moments', (typed, found) => {
    expect(holding(typed, 'timestamp', moments)).toEqual(found.map(at => moments[at]));
  });

  it('takes the same of dates, without an hour', () => {
    expect(holding('2026-11', 'date', ['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01'])).toHaveLength(2);
    expect(holding('> 2026-11-01', 'date', ['2026-11-01', '2026-11-02', '+012026-01-01'])).toHaveLength(2);
    expect(holding('<= 0000-12', 'date', ['0000-12-31', '-000001-12-31', '0001-01-01'])).toHaveLength(2);
    expect(readFilter('2026-11-01 10', 'date')).toEqual({
      fault: { code: 'filter_date', params: { text: '2026-11-01 10' } },
    });
  });

  it('reads booleans, hexadecimal and JSON', () => {
    expect(holding('TRUE', 'boolean', [true, false, null])).toEqual([true]);
    expect(holding('!= true', 'boolean', [true, false, null])).toEqual([false]);
    expect(holding('0xAB cd', 'binary', ['00abcd', 'ab0cd'])).toEqual(['00abcd']);
    expect(holding('^0xAB', 'binary', ['00abcd', 'ab0cd'])).toEqual(['ab0cd']);
    expect(holding('= ABCD', 'binary', ['abcd', '00abcd'])).toEqual(['abcd']);
    expect(holding('"A":1', 'nested', [{ a: 1 }, { b: 1 }])).toEqual([{ a: 1 }]);
    expect(
      holding('= { "a": 9007199254740993 }', 'nested', [{ a: 9007199254740993n }, { a: 9007199254740992n }]),
    ).toHaveLength(1);
    expect(holding('= NULL', 'nested', [{ a: 1 }, null])).toEqual([null]);
  });

  it.each([
    ['>', 'number', 'filter_value'],
    ['> x', 'number', 'filter_number'],
    ['10,5', 'number', 'filter_number'],
    ['1e999999999', 'number', 'filter_number'],
    ['1..x', 'number', 'filter_number'],
    ['1..<', 'number', 'filter_number'],
    ['2026-02-30', 'date', 'filter_date'],
    ['2026-13', 'timestamp', 'filter_timestamp'],
    ['2026-11 10', 'timestamp', 'filter_timestamp'],
    ['2026-11-05 24', 'timestamp', 'filter_timestamp'],
    ['maybe', 'boolean', 'filter_boolean'],
    ['> true', 'boolean', 'filter_operator'],
    ['xyz', 'binary', 'filter_binary'],
    ['= {', 'nested', 'filter_json'],
    ['> {}', 'nested', 'filter_operator'],
  ] as const)('%s in a column of kind %s: %s', (typed, kind, code) => {
    expect(readFilter(typed, kind)).toMatchObject({ fault: { code } });
  });

  it('reads no number in JSON whose digits would take seconds, and long texts as they are', () => {
    const digits = '1'.repeat(100_000);
    const fault = { code: 'filter_json', params: { text: `{"a":${'1'.repeat(95)}…` } };
    expect(readFilter(`= {"a":${digits}}`, 'nested')).toEqual({ fault });
    expect(readFilter(`= {"a":"${digits}"}`, 'nested')).toMatchObject({ filter: { text: `{"a":"${digits}"}` } });
  });

  it('compares any two numbers as their digits do', () => {
    const number = fc.oneof(
      fc
        .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat(4))
        .map(([unscaled, scale]) => `${unscaled}e-${scale}`),
      fc.integer({ min: -3, max: 3 }).map(String),
    );
    const scaled = (text: string): bigint => {
      const digits = digitsOf(text)!;
      return digits.unscaled * 10n ** BigInt(10 - digits.scale);
    };
    fc.assert(
      fc.property(number, number, (value, bound) => {
        const held = filterOf(`= ${value}`, 'number');
        const one = held.test === 'range' ? held.low!.value : null;
        const is = (operator: string): boolean =>
          matches(filterOf(`${operator} ${bound}`, 'number'), TYPES.number)(one);
        const [a, b] = [scaled(value), scaled(bound)];
        expect([is('<'), is('<='), is('='), is('>='), is('>'), is('!=')]).toEqual([
          a < b,
          a <= b,
          a === b,
          a >= b,
          a > b,
          a !== b,
        ]);
      }),
    );
  });

  it('finds each moment by every beginning of its own text, and by no other', () => {
    const moment = fc.bigInt({ min: -62_167_219_200_000_000n, max: 253_402_300_799_999_999n });
    const lengths = fc.constantFrom(4, 7, 10, 13, 16, 19, 23, 26);
    fc.assert(
      fc.property(moment, moment, lengths, (one, other, length) => {
        const type = { isZoned: true, unit: 'micros' } as const;
        const [full, second] = [momentText(one, type), momentText(other, type)];
        const typed = full.slice(0, -1).slice(0, length);
        fc.pre(!/[T.]$/.test(typed));
        const is = matches(filterOf(typed, 'timestamp'), TYPES.timestamp);
        expect([is(full), is(second)]).toEqual([true, second.startsWith(typed)]);
      }),
    );
  });

  it('never leaves a row group out that holds a row', () => {
    const value = fc.option(fc.oneof(fc.integer({ min: -4, max: 4 }), fc.constant(NaN)));
    const type = { kind: 'double' } as const;
    const typed = fc.constantFrom(
      '2',
      '!= 2',
      '> 2',
      '>= 2',
      '< 2',
      '<= 2',
      '-1..2',
      '= NULL',
      '!= NULL',
      '.. -3',
      'NaN',
      '!= NaN',
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), typed, (values, text) => {
        const known = values.filter(one => one !== null && !Number.isNaN(one)) as number[];
        const facts = {
          nulls: values.filter(one => one === null).length,
          min: known.length === 0 ? null : Math.min(...known),
          max: known.length === 0 ? null : Math.max(...known),
        };
        const filter = filterOf(text, 'number');
        if (values.some(matches(filter, type))) expect(mayHold(filter, type, facts, values.length)).toBe(true);
      }),
    );
  });

  it('leaves those out of which the file says that they hold none', () => {
    const facts = { nulls: 0, min: 10, max: 20 };
    const left = (typed: string, more = {}) =>
      mayHold(filterOf(typed, 'number'), TYPES.number, { ...facts, ...more }, 5);
    expect(['> 20', '< 10', '9', '21', '= NULL'].map(typed => left(typed))).toEqual(Array(5).fill(false));
    expect(['>= 20', '<= 10', '15', '!= 15', '!= NULL'].map(typed => left(typed))).toEqual(Array(5).fill(true));
    expect(left('!= 10', { max: 10 })).toBe(false);
    expect([left('= NULL', { nulls: null }), left('15', { nulls: 5 }), left('21', { max: null })]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
