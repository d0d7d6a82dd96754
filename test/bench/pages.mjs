// The texts and pages that every machine has: the practice site's articles, as Markdown and as served HTML.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadBundle, root } from './bundle.mjs';

const goldenFolder = join(root, 'test', 'golden', 'practice-site');

export function goldenTexts() {
  return readdirSync(goldenFolder)
    .toSorted()
    .map(file => readFileSync(join(goldenFolder, file), 'utf8'));
}

/** @returns {Promise<{slug: string, url: string, bytes: Buffer, contentType: string, golden: string}[]>} */
export async function practicePages() {
  const { readContent, createPages } = await loadBundle(
    'src/adapters/practiceServer/site/content.ts',
    'src/adapters/practiceServer/site/pages.ts',
  );
  const content = await readContent(join(root, 'workshop', 'practice-site'));
  const { find } = createPages(content);
  return content.articles.map(({ slug, path }) => {
    const { body, contentType } = find(path);
    const golden = readFileSync(join(goldenFolder, `${slug}.md`), 'utf8');
    return { slug, url: `http://practice.test${path}`, bytes: body, contentType, golden };
  });
}
