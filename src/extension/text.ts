import { createSpeech, type Text } from '../model/speech.ts';
import type { Catalogue, Language } from '../model/text.ts';

export type { Text } from '../model/speech.ts';

export type LanguageSetting = 'auto' | Language;

export function resolveLanguage(setting: LanguageSetting, editorLanguage: string): Language {
  if (setting !== 'auto') return setting;
  return editorLanguage.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

export interface TextOptions {
  readonly catalogues: Readonly<Record<Language, Catalogue>>;
  /** IANA name; the machine's own when absent. */
  readonly timeZone?: string;
}

export function createText(current: () => Language, { catalogues, timeZone }: TextOptions): Text {
  const zone = timeZone === undefined ? {} : { timeZone };
  return createSpeech(() => ({ language: current(), catalogue: catalogues[current()], ...zone }));
}
