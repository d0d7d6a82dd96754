import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonWithPositions } from '../../../src/engine/readJson.ts';

describe('JSON', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), fc.integer({ min: 0, max: 2 }), (text, indent) => {
        const spaced = JSON.stringify(JSON.parse(text), null, indent);
        expect(parseJsonWithPositions(spaced)).toMatchObject({ problems: [], value: JSON.parse(text) });
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
