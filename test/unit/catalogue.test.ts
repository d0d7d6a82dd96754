import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import en from '../../l10n/bundle.l10n.json';
import fr from '../../l10n/bundle.l10n.fr.json';

const catalogues: Record<'en' | 'fr', Record<string, string>> = { en, fr };
const placesOf = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

/** `fail('data', 'code'` and `code: 'code'` wherever a Problem is made. */
const CODES = /fail\(\s*'\w+',\s*'(\w+)'|\bcode: '([a-z][a-z0-9_]+)'/g;

function codesOf(folder: string): Map<string, string> {
  const codes = new Map<string, string>();
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || name.includes('generated')) continue;
    const text = fs.readFileSync(path.join(folder, name), 'utf8');
    for (const [, thrown, made] of text.matchAll(CODES)) codes.set(thrown ?? made ?? '', name);
  }
  return codes;
}

describe('the catalogue', () => {
  test('says the same things in both languages', () => {
    expect(Object.keys(fr).sort()).toEqual(Object.keys(en).sort());
    const different = Object.keys(en).filter(
      key => String(placesOf(catalogues.en[key]!)) !== String(placesOf(catalogues.fr[key]!)),
    );
    expect(different, 'the same places in both sentences').toEqual([]);
  });

  test('has a sentence for every problem that the code can make', () => {
    const missing = [...codesOf('src')]
      .filter(([code]) => !(`error.${code}` in en || `hint.${code}` in en))
      .map(([code, file]) => `${code} (${file})`);
    expect(missing).toEqual([]);
  });

  test('sets French as French is set: no-break space before : ; ? ! and inside « »', () => {
    const wrong = Object.entries(catalogues.fr).filter(([, text]) =>
      / [:;?!»]|« (?!\u00a0)/.test(text.replace(/`[^`]*`/g, '')),
    );
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  test('leaves no sentence empty', () => {
    expect(Object.keys(en).filter(key => !catalogues.en[key]!.trim() || !catalogues.fr[key]!.trim())).toEqual([]);
  });
});
