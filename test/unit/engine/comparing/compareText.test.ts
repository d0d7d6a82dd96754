import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alignTexts } from '../../../../src/engine/comparing/alignTexts.ts';
import { compareText } from '../../../../src/engine/comparing/compareText.ts';
import { findAnswers } from '../../../../src/engine/comparing/findAnswers.ts';
import { splitRecursively } from '../../../../src/engine/splitRecursively.ts';

const line = fc.constantFrom('a', 'b', 'c', 'menu', '# Un', '', 'Le tram part à midi.');
const page = fc.array(line, { maxLength: 25 }).map(lines => lines.join('\n'));

test('two texts as one: each stands in it in its order, and places go there and back', () => {
  fc.assert(
    fc.property(page, page, (a, b) => {
      const aligned = alignTexts(a, b);
      for (const [side, text] of [a, b].entries()) {
        const which = side === 0 ? 0 : 1;
        let last = -1;
        for (let at = 0; at < text.length; at++) {
          if (text[at] === '\n') continue;
          const place = aligned.place(which, at);
          expect(aligned.text[place]).toBe(text[at]);
          expect(place).toBeGreaterThan(last);
          expect(aligned.own(which, place)).toBe(at);
          last = place;
        }
      }
    }),
  );
});

test('a line of both stands there once', () => {
  expect(alignTexts('menu\n\ntext\n\nfoot', 'text').lines.map(({ text, of }) => [text.trim(), of])).toEqual([
    ['menu', [0, null]],
    ['text', [6, 0]],
    ['foot', [12, null]],
  ]);
});

const TEXT = 'Un deux trois quatre cinq six sept huit neuf dix.\n\nOnze douze treize.';

test('what cuts the answer is told with the words on both sides', () => {
  const spans = splitRecursively(TEXT, { chunkSize: 30, chunkOverlap: 0 });
  const whole = splitRecursively(TEXT, { chunkSize: 100, chunkOverlap: 0 });
  const { shown, answers } = compareText(
    [
      { text: TEXT, spans: whole },
      { text: TEXT, spans },
    ],
    { start: 0, end: 49, side: 0 },
  );
  expect(answers?.map(({ state }) => state)).toEqual(['whole', 'cut']);
  expect(shown.rows.flatMap(({ cuts }) => cuts)).toEqual([
    { side: 1, before: 'quatre cinq six', after: 'sept huit neuf', chunk: 0, next: 1 },
  ]);
});

test('rows are the text, each with the chunks that hold it', () => {
  const sizes = fc.integer({ min: 5, max: 40 });
  fc.assert(
    fc.property(page, sizes, sizes, (text, one, other) => {
      const sides = [one, other].map(chunkSize => ({
        text,
        spans: splitRecursively(text, { chunkSize, chunkOverlap: Math.floor(chunkSize / 4) }),
      }));
      const [a = { text, spans: [] }, b = a] = sides;
      const { shown } = compareText([a, b], null);
      const bare = (from: string) => from.replace(/\s/g, '');
      expect(bare(shown.rows.map(row => row.text).join(''))).toBe(bare(text));
      for (const [side, { spans }] of [a, b].entries()) {
        const held = new Set(shown.rows.flatMap(row => row.held[side === 0 ? 0 : 1]));
        expect([...held].sort((x, y) => x - y)).toEqual(spans.map((_, at) => at));
      }
    }),
  );
});

test('what one text lacks is held by none of its chunks', () => {
  const spans = (text: string) => splitRecursively(text, { chunkSize: 100, chunkOverlap: 0 });
  const [clean, raw] = ['Le tram part.', 'Menu\n\nLe tram part.\n\nPied'];
  const { shown, answers } = compareText(
    [
      { text: clean, spans: spans(clean) },
      { text: raw, spans: spans(raw) },
    ],
    { start: 0, end: 4, side: 1 },
  );
  expect(shown.rows.map(({ text, held, only }) => [text, held, only])).toEqual([
    ['Menu', [[], [0]], 1],
    ['Le tram part.', [[0], [0]], null],
    ['Pied', [[], [0]], 1],
  ]);
  expect(answers?.map(({ state }) => state)).toEqual(['gone', 'whole']);
});

test('the sentence that answers is found by its rare words', () => {
  const text =
    '# Dernier tram\n\nLe tram passe toutes les dix minutes. Le dernier tram du dimanche part à 23 h 48. Le bus suit le tram.';
  const [best] = findAnswers('À quelle heure part le dernier tram le dimanche ?', text);
  expect(best && text.slice(best.start, best.end)).toBe('Le dernier tram du dimanche part à 23 h 48.');
  expect(findAnswers('Où nager en hiver ?', text)).toEqual([]);
});
