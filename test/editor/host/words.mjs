// What a window calls things in a display language, read from the catalogues that the product itself reads: a suite that
// takes its words from here holds in both.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';

const read = (...path) => JSON.parse(readFileSync(join(root, ...path), 'utf8'));

/** @param {'en' | 'fr'} language */
export function wordsIn(language) {
  const ending = language === 'fr' ? '.fr.json' : '.json';
  const manifest = read(`package.nls${ending}`);
  const sentences = read('l10n', `bundle.l10n${ending}`);
  const sentence = key => {
    if (sentences[key] === undefined) throw new Error(`no sentence ${key} in ${language}`);
    // Where a line is told: `{, line {line}}` leaves it out elsewhere.
    return sentences[key].replace(/\{([^{}\w][^{}]*\{\w+\})\}/g, '$1');
  };
  const say = (key, params = {}) => sentence(key).replace(/\{(\w+)\}/g, (place, name) => params[name] ?? place);
  const like = (key, params = {}) =>
    sentence(key)
      .split(/(\{\w+\})/)
      .map(part => pattern(part, params))
      .join('');
  return {
    language,
    /** Between 0 and 83 in 0.83. */
    decimalSign: language === 'fr' ? ',' : '.',
    /** A command as the palette lists it, and as a button says it. */
    command: name => `${manifest.category}: ${manifest[`command.${name}`]}`,
    title: name => manifest[`command.${name}`],
    view: name => manifest[`view.${name}`],
    /** Any text of the manifest. */
    manifest: key => manifest[key],
    say,
    /** "2 Sources", as `text.count` says it. */
    count: (key, n) => say(`${key}.${n === 1 || (n === 0 && language === 'fr') ? 'one' : 'other'}`, { n }),
    /** The sentence as the source of a regular expression; a place that is not given may hold anything. */
    like,
    /** A view's empty state as it is drawn: links show their label. */
    welcome: name => welcomePattern(manifest[`welcome.${name}`]),
    /** A line that begins with these sources. */
    line: (...parts) => new RegExp(`^${parts.join('')}`, 'm'),
    starts: text => new RegExp(`^${literal(text)}`),
    /** Regular expression of such sources, in this order, anything between them. */
    match: (...parts) => new RegExp(parts.join('.*'), 's'),
  };
}

const welcomePattern = text =>
  new RegExp(
    text
      .split('\n')
      .map(line => literal(line.replace(/^\[(.+)\]\(.+\)$/, '$1')))
      .join('\\s+'),
  );

/** @typedef {ReturnType<typeof wordsIn>} Words */

function pattern(part, params) {
  const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
  return name === undefined || params[name] !== undefined ? literal(name ? String(params[name]) : part) : '.+?';
}

/** Any space stands for any other: VS Code draws no-break ones where there are none, and the reverse. */
export const literal = text =>
  text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replace(/[ \u00A0\u202F]/g, '[ \u00A0\u202F]');
