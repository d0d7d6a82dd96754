import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadSplitter } from '../../../../src/engine/chunking/loadSplitter.ts';
import { sentencesOf } from '../../../../src/engine/chunking/sentencesOf.ts';
import { loadTokenCounter, type CountTokens } from '../../../../src/engine/countTokens.ts';
import { findHeadings } from '../../../../src/engine/findHeadings.ts';
import { CHUNK_METHODS } from '../../../../src/model/chunkMethod.ts';

const text = fc
  .array(
    fc.constantFrom(
      ...[
        '\n\n',
        '\n',
        ' ',
        'mot',
        'Tanneurs',
        ' le tram. ',
        'Quoi ? ',
        'é',
        '🚋',
        '漢字',
        '\u00a0',
        '\t',
        '. ',
        '1. ',
      ],
      ...['\n\n# Un\n\n', '\n\n## Deux\n\n', '\n\n### Trois\n\n', '```\n', '| a | b |\n'],
    ),
    { maxLength: 80 },
  )
  .map(parts => parts.join(''));
const sizes = fc
  .tuple(fc.integer({ min: 4, max: 60 }), fc.nat(59))
  .map(([chunkSize, overlap]) => ({ chunkSize, chunkOverlap: overlap % chunkSize }));

let countTokens: CountTokens;
beforeAll(async () => void (countTokens = await loadTokenCounter()));

describe.each(CHUNK_METHODS)('by %s', method => {
  const measure = (part: string): number => (method === 'tokens' ? countTokens(part) : [...part].length);

  test('no chunk is larger than the size, blank, or cut inside a character', async () => {
    await fc.assert(
      fc.asyncProperty(text, sizes, async (whole, options) => {
        const split = await loadSplitter({ method, ...options });
        for (const { start, end } of split(whole)) {
          const chunk = whole.slice(start, end);
          expect(measure(chunk)).toBeLessThanOrEqual(options.chunkSize);
          expect(chunk.trim()).toBe(chunk);
          expect(chunk).not.toBe('');
          expect(chunk).not.toMatch(/\p{Surrogate}/u);
        }
      }),
    );
  });

  test('chunks go on in the order of the text and share at most the overlap', async () => {
    await fc.assert(
      fc.asyncProperty(text, sizes, async (whole, options) => {
        const spans = (await loadSplitter({ method, ...options }))(whole);
        for (const [at, span] of spans.entries()) {
          const before = spans[at - 1];
          if (!before) continue;
          expect(span.start).toBeGreaterThanOrEqual(before.start);
          expect(span.end).toBeGreaterThanOrEqual(before.end);
          expect(measure(whole.slice(span.start, before.end))).toBeLessThanOrEqual(options.chunkOverlap);
        }
      }),
    );
  });

  test('every character that is not blank lies in a chunk', async () => {
    await fc.assert(
      fc.asyncProperty(text, sizes, async (whole, options) => {
        const covered = new Uint8Array(whole.length);
        for (const { start, end } of (await loadSplitter({ method, ...options }))(whole)) covered.fill(1, start, end);
        expect(
          [...covered]
            .map((seen, at) => (seen ? '' : whole.charAt(at)))
            .join('')
            .trim(),
        ).toBe('');
      }),
    );
  });

  test('an empty or blank text has no chunk', async () => {
    const split = await loadSplitter({ method, chunkSize: 10, chunkOverlap: 2 });
    expect([split(''), split(' \n\n\t ')]).toEqual([[], []]);
  });
});

test('sections share nothing, and a chunk goes over the next heading of its level only while it is small', async () => {
  await fc.assert(
    fc.asyncProperty(text, sizes, async (whole, options) => {
      const split = await loadSplitter({ method: 'heading', ...options });
      const headings = findHeadings(whole);
      for (const { start, end } of split(whole)) {
        const [own, ...inside] = headings.filter(heading => heading.start >= start && heading.start < end);
        if (own?.start !== start) continue;
        const crossed = inside.find(({ level }) => level <= own.level);
        const before = whole.slice(start, crossed?.start ?? start).trim();
        expect([...before].length).toBeLessThan(options.chunkSize / 4);
      }
    }),
  );
});

test('a sentence that fits is never cut', async () => {
  await fc.assert(
    fc.asyncProperty(text, sizes, async (whole, options) => {
      const spans = (await loadSplitter({ method: 'sentence', ...options }))(whole);
      for (const { start, end } of sentencesOf(whole)) {
        const sentence = whole.slice(start, end);
        if (sentence.trim() === '' || [...sentence.trim()].length > options.chunkSize) continue;
        const [from, to] = [start + sentence.length - sentence.trimStart().length, start + sentence.trimEnd().length];
        expect(spans.some(span => span.start <= from && span.end >= to)).toBe(true);
      }
    }),
  );
});

test('sentences together are the text', () => {
  fc.assert(
    fc.property(text, whole => {
      expect([...sentencesOf(whole)].map(({ start, end }) => whole.slice(start, end)).join('')).toBe(whole);
    }),
  );
});

test.each([
  ['Il part à 23 h 48. Il attend le bus.', ['Il part à 23 h 48. ', 'Il attend le bus.']],
  ['Un tram part\nde la gare. Puis\r\nun autre.', ['Un tram part\nde la gare. ', 'Puis\r\nun autre.']],
  ['Sans point\n\nAutre alinéa', ['Sans point\n\n', 'Autre alinéa']],
  ['1. Montez. Payez.\n2. Descendez.', ['1. Montez. ', 'Payez.\n', '2. Descendez.']],
  ['- un\n- deux', ['- un\n', '- deux']],
])('the sentences of %j', (whole, sentences) => {
  expect([...sentencesOf(whole)].map(({ start, end }) => whole.slice(start, end))).toEqual(sentences);
});

test('a character of more tokens than the size is a chunk all the same', async () => {
  const split = await loadSplitter({ method: 'tokens', chunkSize: 1, chunkOverlap: 0 });
  expect(split('a 🚋 b')).toEqual([
    { start: 0, end: 1 },
    { start: 2, end: 4 },
    { start: 5, end: 6 },
  ]);
});
