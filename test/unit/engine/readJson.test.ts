import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonWithPositions } from '../../../src/engine/readJson.ts';

describe('JSON', () => {
  it('reads what JSON.parse reads', () => {
    const leaf = fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.double({ noDefaultInfinity: true, noNaN: true }),
      fc.string(),
    );
    const { tree } = fc.letrec<{ tree: unknown }>(tie => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie('tree'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.integer({ min: 0, max: 2 }), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parseJsonWithPositions(text)).toMatchObject({ problems: [], value: JSON.parse(text) });
      }),
      { numRuns: 100 },
    );
  });

  it('refuses what JSON.parse refuses', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '1',
      '01',
      'true',
      ' ',
      '\n',
      '"',
      '\\',
      '-',
      '.5',
    );
    const text = fc.array(piece, { maxLength: 8 }).map(pieces => pieces.join(''));
    fc.assert(
      fc.property(text, given => {
        const { problems, value } = parseJsonWithPositions(given);
        const refused = problems.some(({ code }) => code !== 'duplicate_key') || value === undefined;
        expect(refused).toBe(!isJson(given));
      }),
      { numRuns: 300 },
    );
  });

  it('refuses depth before the stack is spent', () => {
    expect(parseJsonWithPositions('['.repeat(100_000)).problems).toMatchObject([{ code: 'nested_too_deep' }]);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
