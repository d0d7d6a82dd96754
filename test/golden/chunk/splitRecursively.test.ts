import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { splitRecursively } from '../../../src/engine/splitRecursively.ts';

interface Expected {
  readonly chunk_size: number;
  readonly chunk_overlap: number;
  readonly chunks: readonly string[];
}

const cases = readdirSync(import.meta.dirname, { withFileTypes: true }).filter(entry => entry.isDirectory());

test('the folder of cases is not empty', () => {
  expect(cases.length).toBeGreaterThanOrEqual(30);
});

test.each(cases.map(entry => entry.name))('%s: the chunks are those of Python LangChain', name => {
  const text = readFileSync(`${import.meta.dirname}/${name}/in.md`, 'utf8');
  // SAFETY: written by generate.py, beside this file.
  const expected = JSON.parse(readFileSync(`${import.meta.dirname}/${name}/out.json`, 'utf8')) as Expected[];
  for (const { chunk_size: chunkSize, chunk_overlap: chunkOverlap, chunks } of expected) {
    const spans = splitRecursively(text, { chunkSize, chunkOverlap });
    expect(spans.map(span => text.slice(span.start, span.end))).toEqual(chunks);
  }
});
