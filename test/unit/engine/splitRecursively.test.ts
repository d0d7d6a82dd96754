import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitRecursively } from '../../../src/engine/splitRecursively.ts';
import { processorMs } from '../../fakes/processorTime.ts';

const text = fc
  .array(fc.constantFrom('\n\n', '\n', ' ', 'mot', 'long-mot', 'é', '🚋', '\u00a0', '\u0085', '\u2028', '\t'), {
    maxLength: 120,
  })
  .map(parts => parts.join(''));
const options = fc
  .tuple(fc.integer({ min: 2, max: 40 }), fc.nat(39))
  .map(([chunkSize, overlap]) => ({ chunkSize, chunkOverlap: overlap % chunkSize }));
const length = (part: string): number => [...part].length;

test('no chunk is longer than the size, blank, or cut inside a character', () => {
  fc.assert(
    fc.property(text, options, (whole, sizes) => {
      for (const { start, end } of splitRecursively(whole, sizes)) {
        const chunk = whole.slice(start, end);
        expect(length(chunk)).toBeLessThanOrEqual(sizes.chunkSize);
        expect(chunk.trim()).not.toBe('');
        expect(chunk).not.toMatch(/\p{Surrogate}/u);
      }
    }),
  );
});

test('chunks never go back and share at most the overlap', () => {
  fc.assert(
    fc.property(text, options, (whole, sizes) => {
      const spans = splitRecursively(whole, sizes);
      for (const [index, span] of spans.entries()) {
        const before = spans[index - 1];
        if (before === undefined) continue;
        // Equal: Python, too, repeats a chunk when all that a window gains is stripped again.
        expect(span.start).toBeGreaterThanOrEqual(before.start);
        expect(span.end).toBeGreaterThanOrEqual(before.end);
        expect(length(whole.slice(span.start, before.end))).toBeLessThanOrEqual(sizes.chunkOverlap);
      }
    }),
  );
});

test('every character that is not blank lies in a chunk', () => {
  fc.assert(
    fc.property(text, options, (whole, sizes) => {
      const covered = new Uint8Array(whole.length);
      for (const { start, end } of splitRecursively(whole, sizes)) covered.fill(1, start, end);
      const left = [...covered].map((seen, index) => (seen ? '' : whole.charAt(index))).join('');
      expect(left.replaceAll('\u0085', '').trim()).toBe('');
    }),
  );
});

test('a line of a megabyte without a space takes no quadratic time', async () => {
  const lines = Array.from({ length: 2000 }, () => 'x'.repeat(500)).join('\n');
  const split = () => expect(splitRecursively(lines, { chunkSize: 100, chunkOverlap: 10 }).length).toBeGreaterThan(1e4);
  // 20 ms on two slow cores; the quadratic search took seconds.
  expect(await processorMs(split)).toBeLessThan(500);
});
