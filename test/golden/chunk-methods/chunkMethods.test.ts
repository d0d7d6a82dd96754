import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadSplitter } from '../../../src/engine/chunking/loadSplitter.ts';
import { placePieces } from '../../../src/engine/chunkMarkdown.ts';
import { CHUNK_METHODS } from '../../../src/model/chunkMethod.ts';

/** Of `tokens`, tokens; of the others, characters. */
const SIZES = [
  { chunkSize: 700, chunkOverlap: 100 },
  { chunkSize: 200, chunkOverlap: 60 },
  { chunkSize: 40, chunkOverlap: 10 },
];

const cases = readdirSync(import.meta.dirname, { withFileTypes: true }).filter(entry => entry.isDirectory());

test.each(cases.map(entry => entry.name))('%s: each method cuts as its file says', async name => {
  const markdown = readFileSync(`${import.meta.dirname}/${name}/in.md`, 'utf8');
  for (const method of CHUNK_METHODS.filter(one => one !== 'recursive')) {
    const lines: string[] = [];
    for (const sizes of SIZES) {
      const pieces = placePieces(markdown, await loadSplitter({ method, ...sizes }));
      lines.push(`${sizes.chunkSize} / ${sizes.chunkOverlap}`);
      lines.push(...pieces.map(({ text, start, end, headingPath }) => `${start}–${end} ${JSON.stringify([headingPath, text])}`));
    }
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`${import.meta.dirname}/${name}/${method}.txt`);
  }
});
