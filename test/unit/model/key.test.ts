import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { IngestionWorkflowInput, Source } from '../../../src/model/generated/types.ts';
import { activityKey, canonicalJson, stageConfig } from '../../../src/model/key.ts';
import { STAGES } from '../../../src/model/stage.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hash = fc.nat(3).map(value => sha256(String(value)));
const parts = fc.record({ stage: fc.constantFrom(...STAGES), code: hash, config: hash, input: hash });

test('an activity key changes when one of its parts does, and only then', () => {
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      const isSame = JSON.stringify(one) === JSON.stringify(other);
      expect(activityKey(one, sha256).key === activityKey(other, sha256).key).toBe(isSame);
    }),
  );
});

test('settings in another order, with null for absent, are the same settings', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), settings => {
      const turned = { absent: undefined, nothing: null, ...Object.fromEntries(Object.entries(settings).reverse()) };
      expect(canonicalJson({ ...turned, ...settings })).toBe(canonicalJson(settings));
    }),
  );
});

test('equal texts are equal settings: it is JSON that reads back', () => {
  fc.assert(
    fc.property(fc.array(fc.dictionary(fc.string(), fc.string())), settings => {
      expect(JSON.parse(canonicalJson(settings))).toEqual(settings.map(one => ({ ...one })));
    }),
  );
});

const SOURCE: Source = { uri: 'http://ville.test/a', max_depth: 1, metadata: { title: 'Tram' } };
const INPUT: IngestionWorkflowInput = { sources: [SOURCE] };

/** What is changed → the stages that it re-runs. */
test.each<[string, Partial<IngestionWorkflowInput>, Partial<Source>, string[]]>([
  ['crawling_config', { crawling_config: { exclude: ['/b/**'] } }, {}, ['CRAWLING']],
  ['max_depth', {}, { max_depth: 2 }, ['CRAWLING']],
  ['options', {}, { options: { crawling_url_startswith: ['http://ville.test/'] } }, ['CRAWLING']],
  ['conversion_config', { conversion_config: { main_content: false } }, {}, ['CONVERTION']],
  ['chunk sizes', { recursive_chunking_config: { chunk_size: 300, chunk_overlap: 0 } }, {}, ['CHUNKING']],
  ['the chunk method', { chunking_config: { method: 'heading' } }, {}, ['CHUNKING']],
  ['metadata', {}, { metadata: { title: 'Bus' } }, ['CHUNKING', 'INDEXING']],
  ['another Source', { sources: [SOURCE, { uri: 'http://ville.test/b' }] }, {}, []],
  ['how many at a time', { stages_config: { INDEXING: { bulk_size: 3 } } }, {}, []],
])('%s re-runs what depends on it', (_name, input, source, changed) => {
  const before = STAGES.map(stage => canonicalJson(stageConfig(stage, INPUT, SOURCE)));
  const after = STAGES.map(stage =>
    canonicalJson(stageConfig(stage, { ...INPUT, ...input }, { ...SOURCE, ...source })),
  );
  expect(STAGES.filter((_, at) => before[at] !== after[at])).toEqual(changed);
});
