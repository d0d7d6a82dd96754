import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readContent } from '../../src/adapters/practiceServer/site/content.ts';
import { writeGolden } from './practiceGolden.ts';

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const { articles } = await readContent(folder('../../workshop/practice-site'));

/** `vitest run test/golden/practiceGolden.test.ts -u` writes them anew after an article was changed. */
describe('the golden text of the practice site', () => {
  it.each(articles.map(article => [article.slug, article] as const))('%s says what its article says', async (slug, article) => {
    await expect(writeGolden(article)).toMatchFileSnapshot(folder(`practice-site/${slug}.md`));
  });

  it('has one file for each article and no other', async () => {
    const names = await readdir(folder('practice-site'));
    expect(names.sort()).toEqual(articles.map(article => `${article.slug}.md`).sort());
  });
});
