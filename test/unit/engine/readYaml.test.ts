import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseYaml, parseYamlWithPositions } from '../../../src/engine/readYaml.ts';
import { ProblemError } from '../../../src/model/problem.ts';

describe('YAML', () => {
  // The right-hand side is what PyYAML 6.0.3 reads, dates apart.
  it.each<[string, unknown]>([
    ['yes', true],
    ['Off', false],
    ['y', 'y'],
    ['~', null],
    ['010', 8],
    ['08', '08'],
    ['0o10', '0o10'],
    ['0x1F', 31],
    ['0b11', 3],
    ['1_000', 1000],
    ['1:30', 90],
    ['1.5', 1.5],
    ['1e3', '1e3'],
    ['1.0e+3', 1000],
    ['-.5', '-.5'],
    ['.inf', Infinity],
    ['2026-11-21', '2026-11-21'],
    ['"3"', '3'],
    ["'it''s'", "it's"],
  ])('reads %s as PyYAML does', (text, expected) => {
    expect(parseYaml(`a: ${text}\n`)).toEqual({ a: expected });
  });

  it('rounds no whole number: what a double cannot hold stays text', () => {
    expect(parseYaml('a: 9007199254740993')).toEqual({ a: '9007199254740993' });
  });

  it('takes keys as they are written', () => {
    expect(parseYaml('no: 1\n010: 2')).toEqual({ no: 1, '010': 2 });
  });

  it('makes an own property of __proto__', () => {
    expect(Object.keys(Object(parseYaml('__proto__: 1')))).toEqual(['__proto__']);
  });

  it('merges maps, own keys first', () => {
    expect(parseYaml('- &a {x: 1, y: 1}\n- {<<: *a, y: 2}')).toEqual([
      { x: 1, y: 1 },
      { y: 2, x: 1 },
    ]);
  });

  it.each([
    ['a: |2-\n\n   \nb: 1\n', '\n '],
    ['a: |2\n   x\n   \nb: 1\n', ' x\n \n'],
    ['a: |\n  x\n   \n\n', 'x\n \n'],
    ['a: |+\n  x\n   \n\n', 'x\n \n\n'],
    ['a: |\n  x\n \n', 'x\n'],
  ])('keeps the spaces that end the block text %j', (text, expected) => {
    expect(Object(parseYaml(text))['a']).toBe(expected);
  });

  it('throws the first problem, with its place', () => {
    const read = () => parseYaml('a: 1\nb: [1,\n');
    expect(read).toThrow(ProblemError);
    expect(parseYamlWithPositions('a: 1\nb: [1,\n').problems).toMatchObject([
      { code: 'yaml_unclosed', line: 2, column: 4 },
    ]);
  });

  it('refuses depth before the stack is spent', () => {
    for (const bracket of ['[', '{a: ', '- ', '? '])
      expect(parseYamlWithPositions(bracket.repeat(20_000)).problems).toMatchObject([{ code: 'nested_too_deep' }]);
  });

  it('lets many Sources share an anchor', () => {
    const text = `o: &o {a: [1, 2]}\nl:\n${'  - *o\n'.repeat(2000)}`;
    expect(parseYamlWithPositions(text).problems).toEqual([]);
  });

  it('locates values, keys, and the nearest thing above what is not there', () => {
    const { locate } = parseYamlWithPositions('a:\n  - b: "x"\n    c:\n');
    const span = (line: number, column: number, endColumn: number) => ({ line, column, endLine: line, endColumn });
    expect(locate(['a', 0, 'b'])).toEqual({ ...span(2, 8, 11), keyRange: span(2, 5, 6) });
    expect(locate(['a', 0, 'c']).keyRange).toEqual(span(3, 5, 6));
    expect(locate(['a', 0, 'zzz'])).toEqual({ line: 2, column: 5, endLine: 3, endColumn: 7 });
    expect(locate(['a', 7])).toEqual({ line: 2, column: 3, endLine: 3, endColumn: 7, keyRange: span(1, 1, 2) });
  });

  it('never throws, whatever the bytes', () => {
    const piece = fc.constantFrom(
      '- ',
      'a: ',
      '\n',
      '  ',
      '\t',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '&x ',
      '*x',
      '<<: ',
      '|',
      '>',
      '!',
      '---\n',
      '#',
      '\r',
      ',',
      '?',
      '%',
      'é',
      '\ud800',
      '\u0002',
    );
    const text = fc.oneof(
      fc.uint8Array({ maxLength: 40 }).map(bytes => new TextDecoder().decode(bytes)),
      fc.array(piece, { maxLength: 25 }).map(pieces => pieces.join('')),
    );
    fc.assert(
      fc.property(text, given => void parseYamlWithPositions(given).locate(['a', 0])),
      { numRuns: 150 },
    );
  });
});
