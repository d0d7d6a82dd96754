import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schemas } from '../../../src/model/generated/schemas.ts';
import { readInput } from '../../../src/engine/readInput.ts';

const FIELDS = Object.values(schemas).flatMap(schema => ('properties' in schema ? Object.keys(schema.properties) : []));

describe('readInput', () => {
  it('gives an input or a problem for any input of known words, and never throws', () => {
    const leaf = fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.integer(),
      fc.string({ maxLength: 8 }),
      fc.constantFrom('SCRAPING', 'TEXT_HTML', 'https://a.fr/', 'file:///a'),
    );
    const { tree } = fc.letrec<{ tree: unknown }>(tie => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...FIELDS), tie('tree'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(tree, value => {
        const text = JSON.stringify(value);
        const json = readInput(text, { language: 'json' });
        const yaml = readInput(text, { language: 'yaml' });
        expect(json.input === undefined).toBe(json.problems.length > 0);
        expect(yaml.problems.map(({ code }) => code)).toEqual(json.problems.map(({ code }) => code));
      }),
      { numRuns: 100 },
    );
  });

  it('names the file in every problem', () => {
    const { problems } = readInput('sources: 1\nstages: 2', { language: 'yaml', file: 'a.ingest.yaml' });
    expect(problems.map(({ file }) => file)).toEqual(['a.ingest.yaml', 'a.ingest.yaml']);
  });

  it('shows no password in any problem', () => {
    for (const uri of [
      'postgresql://u:hunter2@h:port/db',
      'u:hunter2@h/db',
      'mysql://h/db?password=hunter2',
      'sqlite://u:hunter2@x',
    ]) {
      const text = `sources: []\nindexing_config: {collection_name: c, database_uri: "${uri}", openai_embedding_model: offline}`;
      const { problems, warnings } = readInput(text, { language: 'yaml' });
      expect(problems).toHaveLength(1);
      expect(JSON.stringify([problems, warnings])).not.toContain('hunter2');
    }
  });

  it('tells a file of nothing but wrong keys at once: forty thousand took a quarter of a minute', () => {
    const keys = Array.from({ length: 40_000 }, (_, index) => `key${index}: 1`);
    const began = performance.now();
    const { warnings } = readInput(['sources: []', ...keys].join('\n'), { language: 'yaml' });
    expect(warnings.filter(({ code }) => code === 'unknown_key')).toHaveLength(keys.length);
    expect(performance.now() - began).toBeLessThan(8_000);
    expect(warnings.at(-1)).toMatchObject({ code: 'unknown_key', line: keys.length + 1, column: 1 });
  });
});
