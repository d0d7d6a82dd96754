import { expect, test } from 'vitest';
import { chunkSource, readSplitOptions } from '../../../../src/engine/activities/chunkSource.ts';
import { parseYaml } from '../../../../src/engine/readYaml.ts';
import { createFakePorts, fakeContext } from '../../../fakes/ports.ts';

const SOURCE = { uri: 'https://ville.example/tram', metadata: { title: 'Le tram', tags: ['transport'] } };

const PATH = 'runs/r/chunking/tram.yaml';

function setUp(markdown: string) {
  const ports = createFakePorts();
  const readInput = async () => new TextEncoder().encode(markdown);
  return { ports, context: fakeContext({ ports, readInput, artifactPath: PATH }) };
}

test('writes a list of chunks that know their page and place', async () => {
  const { ports, context } = setUp('# Tram\n\nIl part 🚋.\n\nIl revient.');
  const input = { sources: [], recursive_chunking_config: { chunk_size: 12, chunk_overlap: 0 } };
  const result = await chunkSource({ ...context, input }, SOURCE);
  expect(result).toEqual({ source: { ...SOURCE, chunking_file_path: PATH }, chunks: 3 });
  const page = { title: 'Le tram', tags: ['transport'], uri: SOURCE.uri, heading_path: ['Tram'] };
  expect(parseYaml(ports.artifacts.text(PATH))).toEqual([
    { text: '# Tram', metadata: { ...page, start: 0, end: 6, tokens: 3, chunk_index: 0 } },
    { text: 'Il part 🚋.', metadata: { ...page, start: 8, end: 18, tokens: 6, chunk_index: 1 } },
    { text: 'Il revient.', metadata: { ...page, start: 20, end: 31, tokens: 4, chunk_index: 2 } },
  ]);
});

test('a page without text is skipped and writes nothing', async () => {
  const { ports, context } = setUp(' \n\n\u00a0');
  const result = await chunkSource(context, SOURCE);
  expect(result.skipped).toEqual({ code: 'empty_page', params: { uri: SOURCE.uri } });
  expect(ports.artifacts.files.size).toBe(0);
});

test('without settings, recursive, 700 and 100', () => {
  expect(readSplitOptions({})).toEqual({ method: 'recursive', chunkSize: 700, chunkOverlap: 100 });
});

test('a size alone keeps the overlap that the schema names', () => {
  expect(readSplitOptions({ recursive_chunking_config: { chunk_size: 300 } }).chunkOverlap).toBe(100);
});

test.each([
  [{ chunk_size: 100 }, 'chunk_overlap_too_big'],
  [{ chunk_size: 100, chunk_overlap: 100 }, 'chunk_overlap_too_big'],
  [{ chunk_size: 100, chunk_overlap: -1 }, 'chunk_overlap_too_big'],
  [{ chunk_size: 0 }, 'chunk_size_too_small'],
])('%j is refused', (recursive_chunking_config, code) => {
  expect(() => readSplitOptions({ recursive_chunking_config })).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ kind: 'config', code }) }),
  );
});
