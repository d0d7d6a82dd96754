import { sentencesOf } from '../chunking/sentencesOf.ts';
import { stripped, type Span } from '../chunking/span.ts';
import { embedOffline } from '../embedOffline.ts';
import { createWordReader, questionWords, stemsOf } from '../words.ts';

/** Sentences that a person may go through. */
const MOST = 5;
/** Words that make a sentence one that could answer. */
const FEWEST_WORDS = 4;

/** The sentences that read most like an answer to a question, best first: rare words of the question, and the letters. */
export function findAnswers(question: string, text: string): Span[] {
  const read = createWordReader();
  const asked = stemsOf(questionWords(question, read));
  const wanted = embedOffline(question, read);
  if (!wanted || asked.length === 0) return [];
  const sentences = [...sentencesOf(text)].flatMap(span => {
    const bare = stripped(text, span);
    if (!bare || text[bare.start] === '#') return [];
    const words = read(text.slice(bare.start, bare.end));
    return words.length < FEWEST_WORDS ? [] : [{ bare, stems: new Set(words.map(({ stem }) => stem)) }];
  });
  const rarity = new Map(
    asked.map(stem => {
      const holders = sentences.filter(({ stems }) => stems.has(stem)).length;
      return [stem, Math.log(1 + sentences.length / (1 + holders))] as const;
    }),
  );
  const all = [...rarity.values()].reduce((sum, value) => sum + value, 0) || 1;
  return sentences
    .map(({ bare, stems }) => {
      const shared = asked.reduce((sum, stem) => sum + (stems.has(stem) ? (rarity.get(stem) ?? 0) : 0), 0) / all;
      const vector = shared === 0 ? undefined : embedOffline(text.slice(bare.start, bare.end), read);
      return { bare, score: shared + (vector?.reduce((sum, value, at) => sum + value * (wanted[at] ?? 0), 0) ?? 0) };
    })
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST)
    .map(({ bare }) => bare);
}
