import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import en from '../../l10n/bundle.l10n.json';
import fr from '../../l10n/bundle.l10n.fr.json';

const catalogues: Record<'en' | 'fr', Record<string, string>> = { en, fr };
const placesOf = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

/** `fail('data', 'code'` and `code: 'code'` wherever a Problem is made. */
const CODES = /fail\(\s*'\w+',\s*'(\w+)'|\b(?:code: |reason\()'([a-z][a-z0-9_]+)'/g;

/** What a code is said as: an error, what to do about it, why a preview leaves a page out, what a rule about data found, why it could not run, what a check or an author's trial found. */
const SAID_AS = ['check', 'error', 'hint', 'preview', 'propose', 'quality', 'quality.could_not_run', 'verify'];

function codesOf(folder: string): Map<string, string> {
  const codes = new Map<string, string>();
  for (const [name, text] of codeIn(folder))
    for (const [, thrown, made] of text.matchAll(CODES)) codes.set(thrown ?? made ?? '', name);
  return codes;
}

/** File → text, what is generated left out. */
const codeIn = (folder: string): [name: string, text: string][] =>
  fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(?:ts|json)$/.test(name) && !name.includes('generated'))
    .map(name => [name, fs.readFileSync(path.join(folder, name), 'utf8')]);

/** Whether a key stands in the code, or its last word where it is put together: `error.${code}`, `${name}_running`. */
function sayer(code: string): (key: string) => boolean {
  const words = new Set([...(code.match(/[\w.$=-]+/g) ?? []), ...(code.match(/(?<=')[A-Z]+:[A-Z]+(?=')/g) ?? [])]);
  const endings = [...code.matchAll(/\}(\w+)`/g)].map(([, ending]) => ending!);
  return key => {
    const whole = key.replace(/\.(?:one|other)$/, '');
    const last = whole.slice(whole.lastIndexOf('.') + 1);
    return words.has(whole) || words.has(last) || endings.some(ending => last.endsWith(ending));
  };
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
      .filter(([code]) => !SAID_AS.some(kind => `${kind}.${code}` in en))
      .map(([code, file]) => `${code} (${file})`);
    expect(missing).toEqual([]);
  });

  test('has no sentence that nothing says', () => {
    const code = [...codeIn('src'), ...codeIn('webview')].map(([, text]) => text).join('\n');
    const isSaid = sayer(code);
    expect(Object.keys(en).filter(key => !isSaid(key))).toEqual([]);
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
