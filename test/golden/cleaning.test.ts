import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readContent, type Article } from '../../src/adapters/practiceServer/site/content.ts';
import { createPages } from '../../src/adapters/practiceServer/site/pages.ts';
import { convertHtml } from '../../src/engine/convertHtml.ts';
import { loadTokenCounter } from '../../src/engine/countTokens.ts';
import { decodeHtml } from '../../src/engine/decodeHtml.ts';
import { examineCleaning } from '../../src/engine/examineCleaning.ts';

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const content = await readContent(folder('../../workshop/practice-site'));
const pages = createPages(content);
const countTokens = await loadTokenCounter();

function pageOf({ path }: Article) {
  const page = pages.find(path);
  if (!page) throw new Error(`no page at ${path}`);
  const options = { url: `http://practice.test${path}`, mainContent: true, keep: [] };
  return { html: decodeHtml(page.body, page.contentType).text, bytes: page.body.length, options };
}

function examined(article: Article, count = countTokens) {
  const cleaning = examineCleaning({ ...pageOf(article), countTokens: count });
  if (!cleaning) throw new Error('nothing converted');
  return cleaning;
}

/** Two kinds of pages; `vitest run test/golden/cleaning.test.ts -u` writes them anew. */
const SHOWN = ['tarifs', 'orva-velo'];

describe('the practice site through cleaning', () => {
  it.each(content.articles.filter(({ slug }) => SHOWN.includes(slug)).map(article => [article.slug, article] as const))(
    '%s is told block by block',
    async (slug, article) => {
      await expect(`${JSON.stringify(examined(article), null, 2)}\n`).toMatchFileSnapshot(folder(`cleaning/${slug}.json`));
    },
  );

  it.each(content.articles.map(article => [article.slug, article] as const))('%s loses nothing on the way', (_, article) => {
    const { blocks, markdown, before, after, reasons, markup } = examined(article, text => Math.ceil(text.length / 4));
    const conversion = convertHtml(pageOf(article).html, pageOf(article).options);
    expect(markdown).toBe(conversion.outcome === 'converted' && conversion.markdown);
    const kept = blocks.filter(({ reason }) => reason === null);
    const pieces = [...kept].sort((a, b) => a.from - b.from).map(({ from, to }) => markdown.slice(from, to));
    expect(pieces.join('')).toBe(markdown);
    for (const { from, to, preview, tag } of kept)
      if (/^h\d$/.test(tag)) expect(letters(markdown.slice(from, to))).toContain(letters(preview));
    const removed = reasons.reduce((sum, { tokens }) => sum + tokens, 0);
    expect(removed + markup + after.tokens).toBe(before.tokens);
    const places = blocks.map(({ line, column }) => [line, column]);
    expect(places).toEqual([...places].sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d));
  });
});

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
