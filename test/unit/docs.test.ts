import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readRules } from '../../src/engine/quality/readRules.ts';

const docs = path.join(import.meta.dirname, '../../docs');
const frenchOf = (page: string): string => page.replace(/\.md$/, '.fr.md');
const textOf = (page: string): string => readFileSync(path.join(docs, page), 'utf8');

const isFrench = (page: string): boolean => page.endsWith('.fr.md');
const all = readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter(page => page.endsWith('.md'));
const pages = all.filter(page => !isFrench(page));

const BLOCK = /^```(\w*)\n([^]*?)^```$/gm;

/** What both languages must have alike; of a table the cells of each row. */
function shapeOf(page: string) {
  const text = textOf(page);
  const prose = text.replace(BLOCK, '');
  const found = (pattern: RegExp): string[] => [...prose.matchAll(pattern)].map(([, text = '']) => text);
  const self = path.basename(page).replace('.fr.md', '.md');
  return {
    // Comments are translated, and what stands for a token.
    blocks: [...text.matchAll(BLOCK)].map(([, language, block = '']) => [
      language,
      block.replaceAll(/\s+# .*/g, '').replaceAll('JETON', 'TOKEN'),
    ]),
    headings: found(/^(#+) /gm),
    items: found(/^(- )/gm).length,
    cells: found(/^(\|.*)/gm).map(row => row.split('|').length - 2),
    links: found(/\]\(([^)]*)\)/g)
      .map(link => link.replace('.fr.md', '.md'))
      .filter(link => link !== self)
      .sort(),
  };
}

test('there are pages', () => expect(pages.length).toBeGreaterThan(4));

test.each(pages)('%s has its French: the same headings, lists, tables, links and code', page => {
  expect(shapeOf(frenchOf(page))).toEqual(shapeOf(page));
});

test.each(pages)('%s and its French lead to each other', page => {
  const french = frenchOf(page);
  expect(textOf(page)).toContain(`\n\n[Français](${path.basename(french)})\n\n`);
  expect(textOf(french)).toContain(`\n\n[English](${path.basename(page)})\n\n`);
});

test.each(all)('%s has no link to a file that is not there', page => {
  for (const [, link = ''] of textOf(page).matchAll(/\]\(([^):#]+)\)/g))
    expect([link, existsSync(path.join(docs, path.dirname(page), link))]).toEqual([link, true]);
});

test.each(all.filter(isFrench))('%s has the spaces and the apostrophes of French', page => {
  const prose = textOf(page)
    .replace(BLOCK, '')
    .replaceAll(/`[^`]*`/g, '`');
  expect(prose.match(/.* [:;?!»].*|.*« .*|.*'.*/g)).toBeNull();
});

test('the French table of loads says what the English one says', () => {
  const rowsOf = (page: string): string[] => textOf(page).match(/^\|.*/gm) ?? [];
  const words: Readonly<Record<string, string>> = {
    ...{ yes: 'oui', 'no:': 'non\u00a0:', watermark: 'repère' },
    'with pagination cursor, else': 'avec la pagination cursor, sinon',
  };
  const translated = rowsOf('loads.md').map(row =>
    row.replaceAll(new RegExp(`\\b(?:${Object.keys(words).join('|')})`, 'g'), word => words[word] ?? word),
  );
  expect(rowsOf('loads.fr.md')).toEqual(translated);
});

test.each(['rules.md', 'rules.fr.md'])('the example of %s is a rules file without a fault', page => {
  const [, example = ''] = /^```yaml\n([^]*?)^```$/m.exec(textOf(page)) ?? [];
  const { rules, problems } = readRules(example, { language: 'yaml' });
  expect([problems, rules.length]).toEqual([[], 10]);
});
