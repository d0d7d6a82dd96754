import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunkMarkdown, splitMarkdown } from '../../../src/engine/chunkMarkdown.ts';

const GUIDE = `Avant tout titre.

# Tram 🚋

Il part du port.

## Horaires

Toutes les six minutes 🕗.

# Vélo

Deux cents arceaux.`;

test('each chunk carries the headings over it', () => {
  const pieces = splitMarkdown(GUIDE, { chunkSize: 40, chunkOverlap: 0 });
  expect(pieces.map(piece => [piece.text.split('\n')[0], piece.headingPath])).toEqual([
    ['Avant tout titre.', []],
    ['Il part du port.', ['Tram 🚋']],
    ['Toutes les six minutes 🕗.', ['Tram 🚋', 'Horaires']],
    ['Deux cents arceaux.', ['Vélo']],
  ]);
});

test('a chunk that begins with a heading is under it', () => {
  expect(splitMarkdown('# Un\n\ntexte', { chunkSize: 100, chunkOverlap: 0 })[0]?.headingPath).toEqual(['Un']);
});

test('places are code points of the Markdown', () => {
  const part = fc.constantFrom('🚋', 'mot ', '\n\n', '# Titre\n', '𠮷', ' ', 'é');
  const markdowns = fc.array(part, { maxLength: 80 }).map(parts => parts.join(''));
  fc.assert(
    fc.property(markdowns, fc.integer({ min: 2, max: 30 }), fc.nat(29), (markdown, chunkSize, overlap) => {
      const points = [...markdown];
      for (const piece of splitMarkdown(markdown, { chunkSize, chunkOverlap: overlap % chunkSize })) {
        expect(points.slice(piece.start, piece.end).join('')).toBe(piece.text);
      }
    }),
  );
});

test('tokens are counted as cl100k_base does', async () => {
  const chunks = await chunkMarkdown('hello world\n\ntiktoken is great!', { chunkSize: 20, chunkOverlap: 0 });
  // Python tiktoken: [15339, 1917] and [83, 1609, 5963, 374, 2294, 0].
  expect(chunks.map(chunk => chunk.tokens)).toEqual([2, 6]);
});
