import fs from 'node:fs';
import path from 'node:path';
import type { Catalogue, Language } from '../../../src/model/text.ts';
import { createText, type Text } from '../../../src/extension/text.ts';
import en from '../../../l10n/bundle.l10n.json';
import fr from '../../../l10n/bundle.l10n.fr.json';

const FRAGMENTS = path.resolve(import.meta.dirname, '../../../l10n-fragments');

/** The catalogue, and what waits beside it to be merged. */
function catalogue(language: Language): Catalogue {
  const merged: Record<string, string> = { ...(language === 'fr' ? fr : en) };
  for (const name of fs.existsSync(FRAGMENTS) ? fs.readdirSync(FRAGMENTS) : []) {
    // SAFETY: a fragment is {key: {en, fr}}; a wrong one shows as `undefined` in the first test that reads it.
    const entries = JSON.parse(fs.readFileSync(path.join(FRAGMENTS, name), 'utf8')) as Record<
      string,
      Record<Language, string>
    >;
    for (const [key, text] of Object.entries(entries)) merged[key] = text[language];
  }
  return merged;
}

export const catalogues = { en: catalogue('en'), fr: catalogue('fr') };

export const textIn = (language: Language): Text => createText(() => language, { catalogues, timeZone: 'UTC' });
