import english from '../../l10n/bundle.l10n.json';
import { render, type Catalogue, type Language } from '../model/text.ts';
import type { World } from './world.ts';

type Values = Readonly<Record<string, string | number>>;

export interface Words {
  readonly language: Language;
  has(key: string): boolean;
  /** The sentence of a catalogue key; figures in the language's own form. */
  say(key: string, params?: Values): string;
}

/** What a terminal shows, and what JSON says: that is always English. */
export interface Texts {
  readonly human: Words;
  readonly english: Words;
}

export async function chooseTexts(env: World['env']): Promise<Texts> {
  const plain = wordsOf(english, 'en');
  if (languageOf(env) === 'en') return { english: plain, human: plain };
  const { french } = await import('./french.ts');
  return { english: plain, human: wordsOf(french, 'fr') };
}

/** A window says its own; then POSIX's order: the first one that is set and not empty decides. */
export function languageOf(env: World['env']): Language {
  const locale = env['INGESTION_WORKSHOP_LANGUAGE'] || env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return /^fr/i.test(locale) ? 'fr' : 'en';
}

export function wordsOf(catalogue: Catalogue, language: Language): Words {
  return {
    language,
    has: key => catalogue[key] !== undefined,
    say: (key, params = {}) => render(catalogue, key, params),
  };
}

/** What stands for a value in usage and help, in the language's own word: FILE, FICHIER. */
export function placeholder(words: Words, name: string): string {
  const key = `cli.placeholder.${name}`;
  return words.has(key) ? words.say(key) : name;
}

/** Local time, 24 h: 2026-11-22 01:57 (Swedish is written so), or 22 nov. 2026, 01:57. */
export function dateTime(time: string, language: Language): string {
  if (language === 'fr') return new Date(time).toLocaleString('fr', { dateStyle: 'medium', timeStyle: 'short' });
  return new Date(time).toLocaleString('sv', { dateStyle: 'short', timeStyle: 'short' });
}

/** 12,345.6 or 12 345,6 (narrow no-break space). */
export function figure(value: number, language: Language, decimals = 0): string {
  return value.toLocaleString(language, { maximumFractionDigits: decimals });
}

/** Milliseconds as seconds with one decimal, minutes from 100 s on. */
export function duration(ms: number, language: Language): string {
  const seconds = ms / 1000;
  if (seconds < 100) return `${figure(seconds, language, seconds < 1 ? 2 : 1)} s`;
  return `${figure(Math.floor(seconds / 60), language)} min ${Math.round(seconds % 60)} s`;
}

export function size(bytes: number, language: Language): string {
  const unit = language === 'fr' ? 'o' : 'B';
  if (bytes < 1000) return `${bytes} ${unit}`;
  const power = bytes < 1e6 ? 1 : bytes < 1e9 ? 2 : 3;
  return `${figure(bytes / 1000 ** power, language, 1)} ${['', 'k', 'M', 'G'][power] ?? ''}${unit}`;
}
