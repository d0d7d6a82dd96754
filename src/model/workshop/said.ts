import type { Language } from '../text.ts';

/** What a workshop says in a language; the workshop's first language stands for what is missing. */
export function said(text: Readonly<Record<string, string>> | null | undefined, speech: Spoken): string | null {
  if (!text) return null;
  const wanted = [speech.language, ...speech.languages];
  return wanted.map(language => text[language]).find(one => one !== undefined && one !== '') ?? null;
}

export interface Spoken {
  readonly language: Language;
  /** The workshop's own, its first one first. */
  readonly languages: readonly string[];
}

/** The language in which its Markdown is read. */
export const textLanguage = ({ language, languages }: Spoken): string =>
  languages.includes(language) ? language : (languages[0] ?? language);
