import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runDefaults } from '../../../src/model/runDefaults.ts';
import { filesFromRoot } from '../../../src/temporal/filesFromRoot.ts';

const top = mkdtempSync(path.join(tmpdir(), 'iw-root-'));
const root = path.join(top, 'root');
const lessons = path.join(root, 'lessons');
mkdirSync(path.join(lessons, 'pages'), { recursive: true });
writeFileSync(path.join(lessons, 'pages/a.html'), '');
writeFileSync(path.join(root, 'b.md'), '');
writeFileSync(path.join(top, 'out.html'), '');
afterAll(() => rmSync(top, { recursive: true }));

const turned = async (file: string, inputFolder: string) => {
  const options = {
    ...runDefaults('1'),
    inputFile: path.join(inputFolder, 'x.ingest.yaml'),
    currentFolder: inputFolder,
  };
  const input = { sources: [{ uri: 'https://example.org/', raw_file_path: file, converted_md_path: null }] };
  return (await filesFromRoot({ input, options }, root)).sources;
};

test('a file beside the input is named from the root that workers share', async () => {
  const [source] = await turned('pages/a.html', lessons);
  expect(source).toEqual({
    ...{ uri: 'https://example.org/', converted_md_path: null },
    raw_file_path: 'lessons/pages/a.html',
  });
});

test('one that is not here is left as it is: a worker may have it', async () => {
  expect((await turned('elsewhere.html', lessons))[0]?.raw_file_path).toBe('elsewhere.html');
});

test('one outside the root is refused: no worker would find it', async () => {
  await expect(turned('out.html', top)).rejects.toMatchObject({
    problem: { kind: 'config', code: 'temporal_file_outside', params: { path: 'out.html', root } },
  });
});
