import { expect, test } from 'vitest';
import { changeSetting, stageSettings } from '../../../src/engine/changeSetting.ts';
import { CHUNK_METHODS } from '../../../src/model/chunkMethod.ts';
import type { IngestionWorkflowInput } from '../../../src/model/generated/types.ts';
import { STAGES } from '../../../src/model/stage.ts';
import { catalogues } from '../extension/catalogue.ts';

const INPUT: IngestionWorkflowInput = {
  sources: [{ uri: 'http://ville.test/a' }],
  recursive_chunking_config: { chunk_size: 500 },
};

const codeOf = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
};

test('each stage has the settings that its results depend on, with what holds now', () => {
  const names = STAGES.map(stage => stageSettings(stage, INPUT).map(({ name }) => name.split('.')[1]));
  expect(names).toEqual([
    ['include', 'exclude'],
    [],
    ['main_content', 'keep'],
    ['chunk_size', 'chunk_overlap', 'method'],
    ['collection_name', 'database_uri', 'openai_embedding_model'],
  ]);
  expect(stageSettings('CHUNKING', INPUT)).toMatchObject([
    { kind: 'integer', value: '500', fallback: '700' },
    { kind: 'integer', value: null, fallback: '100' },
    { kind: 'choice', value: null, fallback: 'recursive', choices: CHUNK_METHODS },
  ]);
  expect(stageSettings('INDEXING', INPUT)[0]).toMatchObject({ kind: 'text', value: null, fallback: 'default' });
});

test('every setting is explained in both languages', () => {
  const keys = STAGES.flatMap(stage => stageSettings(stage, INPUT).map(({ explained }) => explained));
  expect(keys.filter(key => !(key in catalogues.en && key in catalogues.fr))).toEqual([]);
});

test('one setting is changed, the given input is not', () => {
  const { input, changed } = changeSetting(INPUT, { name: 'recursive_chunking_config.chunk_size', text: ' 300 ' });
  expect(input).toEqual({ ...INPUT, recursive_chunking_config: { chunk_size: 300 } });
  expect(changed).toEqual({ name: 'recursive_chunking_config.chunk_size', before: '500', after: '300' });
  expect(INPUT.recursive_chunking_config).toEqual({ chunk_size: 500 });
});

test('a value is read as what it should be', () => {
  const after = (name: string, text: string) => changeSetting(INPUT, { name, text }).changed.after;
  expect(after('conversion_config.main_content', 'false')).toBe('false');
  expect(after('conversion_config.keep', '.note, aside')).toBe('[".note","aside"]');
  expect(after('conversion_config.keep', '["a, b"]')).toBe('["a, b"]');
  expect(after('conversion_config.keep', '[role=main]')).toBe('["[role=main]"]');
  expect(after('indexing_config.collection_name', '300')).toBe('"300"');
  expect(after('recursive_chunking_config.chunk_size', '')).toBeNull();
});

test('the rest of a section that must be whole is what held before', () => {
  const { input } = changeSetting(INPUT, { name: 'indexing_config.collection_name', text: 'trial' });
  expect(input.indexing_config).toMatchObject({ collection_name: 'trial', openai_embedding_model: 'offline' });
});

test.each([
  ['recursive_chunking_config.chunk_size', '0'],
  ['recursive_chunking_config.chunk_size', 'many'],
  ['recursive_chunking_config.chunk_overlap', '500'],
  ['indexing_config.collection_name', ''],
])('%s: “%s” is refused as in a file', (name, text) => {
  const code = codeOf(() => changeSetting(INPUT, { name, text }));
  expect(`error.${String(code)}` in catalogues.en).toBe(true);
});

test('the same value, and a name that is none, are told', () => {
  expect(codeOf(() => changeSetting(INPUT, { name: 'recursive_chunking_config.chunk_size', text: '500' }))).toBe(
    'setting_unchanged',
  );
  expect(codeOf(() => changeSetting(INPUT, { name: 'chunking.size', text: '5' }))).toBe('setting_unknown');
});
