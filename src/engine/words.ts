import { stemmer as stemEnglish } from '@orama/stemmers/english';
import { stemmer as stemFrench } from '@orama/stemmers/french';
import type { Mark } from '../model/found.ts';
import { STOP_WORDS, type WordLanguage } from './stopWords.ts';

/**
 * One tokenizer for the index, the question and the offline vectors.
 * @orama/stemmers 3.1.18: Snowball's French and English, 36 KB, 1.8 µs a word, hence the memory below.
 */
export interface Word {
  /** In lower case, without accents. */
  readonly folded: string;
  /** The stem, without accents: taken before folding, because the French stemmer reads accents. */
  readonly stem: string;
}

/** The words of a text in order, without stop words; in the language that the text seems to be in. */
export type ReadWords = (text: string, language?: WordLanguage) => Word[];

const STEM: Readonly<Record<WordLanguage, (word: string) => string>> = { fr: stemFrenchWord, en: stemEnglish };

/** Words that a reader remembers, so that it stems each once: about 10 MB. */
const MEMORY = 50_000;

export function createWordReader(): ReadWords {
  const known = { fr: new Map<string, Word>(), en: new Map<string, Word>() };
  const read = (raw: string, language: WordLanguage): Word => {
    const memory = known[language];
    let word = memory.get(raw);
    if (word === undefined) {
      word = { folded: fold(raw), stem: fold(STEM[language](raw)) };
      if (memory.size < MEMORY) memory.set(raw, word);
    }
    return word;
  };
  return (text, asked) => {
    const raw = cutWords(text);
    const language = asked ?? guessLanguage(raw) ?? 'fr';
    return raw.filter(word => !STOP_WORDS[language].has(word)).map(word => read(word, language));
  };
}

/** Stem → occurrences. */
export function countStems(words: readonly Word[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { stem } of words) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return counts;
}

/** A word of a question as it was written, and what the index may know it by. */
export interface QuestionWord {
  readonly word: string;
  readonly stems: readonly string[];
}

/**
 * A question is short: where its language is unclear it is stemmed in both, which only adds words that are not there.
 * Words that share their stems count once.
 */
export function questionWords(question: string, read: ReadWords): QuestionWord[] {
  const language = guessLanguage(cutWords(question));
  const languages: WordLanguage[] = language === undefined ? ['fr', 'en'] : [language];
  const words = new Map<string, QuestionWord>();
  for (const [word] of question.normalize('NFC').matchAll(WORD)) {
    const stems = [...new Set(languages.flatMap(one => read(word, one)).map(({ stem }) => stem))];
    const key = stems.join(' ');
    if (stems.length > 0 && !words.has(key)) words.set(key, { word, stems });
  }
  return [...words.values()];
}

export const stemsOf = (words: readonly QuestionWord[]): string[] => [...new Set(words.flatMap(({ stems }) => stems))];

/** Where a text has words of these stems, read as the index read it. */
export function markWords(text: string, stems: ReadonlySet<string>, read: ReadWords): Mark[] {
  const language = guessLanguage(cutWords(text)) ?? 'fr';
  return [...text.matchAll(WORD)].flatMap(({ 0: word, index }) =>
    read(word, language).some(({ stem }) => stems.has(stem)) ? [[index, index + word.length] as const] : [],
  );
}

/** By the stop words that only one of the two languages has; undefined when neither leads. */
function guessLanguage(words: readonly string[]): WordLanguage | undefined {
  let lead = 0;
  for (const word of words) {
    lead += Number(STOP_WORDS.fr.has(word)) - Number(STOP_WORDS.en.has(word));
  }
  return lead === 0 ? undefined : lead > 0 ? 'fr' : 'en';
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** Letters and digits; an apostrophe cuts, so that `l'école` holds `école` (and `l`, a stop word). */
function cutWords(text: string): string[] {
  return text.normalize('NFC').toLowerCase().match(WORD) ?? [];
}

/** Snowball leaves the plural of words in -o as it is: vélos, métros, photos. */
function stemFrenchWord(word: string): string {
  return stemFrench(word.length > 3 && word.endsWith('os') ? word.slice(0, -1) : word);
}

function fold(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('œ', 'oe').replaceAll('æ', 'ae');
}
