import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Catalogue, Language } from '../model/text.ts';

/**
 * The catalogues beside the bundle, each read when its language is first spoken. Inside the entry they would be two
 * thirds of it, and grow with every message of the engine.
 */
export function readCatalogues(folder: string): Readonly<Record<Language, Catalogue>> {
  const read = new Map<string, Catalogue>();
  const load = (file: string): Catalogue => {
    // SAFETY: a test holds both files to key → sentence.
    const known = read.get(file) ?? (JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Catalogue);
    read.set(file, known);
    return known;
  };
  return {
    get en() {
      return load('bundle.l10n.json');
    },
    get fr() {
      return load('bundle.l10n.fr.json');
    },
  };
}
