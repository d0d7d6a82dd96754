import { describe, expect, test } from 'vitest';
import { useImplementation } from '../../../../src/engine/learner/useImplementation.ts';
import { toProblem } from '../../../../src/model/problem.ts';

const use = (text: string, input = 'site.ingest.yaml') =>
  useImplementation(text, { input, stage: 'CHUNKING', file: 'activities/chunking.ts' });

const SOURCES = '# Mine.\nsources:\n  - uri: https://a.example/ # the home page\n';

describe('a stage is given to a file', () => {
  test('at the end of an input that says nothing of stages', () => {
    expect(use(SOURCES)).toEqual({
      text: `${SOURCES}stages_config:\n  CHUNKING:\n    implementation: activities/chunking.ts\n`,
      line: 6,
    });
  });
  test('beside other stages, which stay, with their comments', () => {
    const text = `stages_config:\n    # theirs\n    SCRAPING:\n        implementation: activities/scraping.ts\n${SOURCES}`;
    expect(use(text).text).toBe(
      `stages_config:\n    # theirs\n    CHUNKING:\n      implementation: activities/chunking.ts\n    SCRAPING:\n        implementation: activities/scraping.ts\n${SOURCES}`,
    );
  });
  test('among what the input says of the stage already', () => {
    const text = `${SOURCES}stages_config:\n  CHUNKING:\n    task_queue_name: q\n`;
    expect(use(text)).toEqual({
      text: `${SOURCES}stages_config:\n  CHUNKING:\n    implementation: activities/chunking.ts\n    task_queue_name: q\n`,
      line: 6,
    });
  });
  test('in the place of another file', () => {
    const text = `${SOURCES}stages_config:\n  CHUNKING:\n    implementation: old.ts # mine\n`;
    expect(use(text).text).toBe(text.replace('old.ts', 'activities/chunking.ts'));
    expect(use(use(text).text).text).toBe(use(text).text);
  });
  test('in JSON', () => {
    const text = '{\n    "sources": [{ "uri": "https://a.example/" }]\n}\n';
    const after = use(text, 'site.ingest.json').text;
    expect(JSON.parse(after)).toEqual({
      sources: [{ uri: 'https://a.example/' }],
      stages_config: { CHUNKING: { implementation: 'activities/chunking.ts' } },
    });
    expect(after).toMatch(/^ {4}"sources"/m);
  });
  test.each(['sources: []\nstages_config: {SCRAPING: {task_queue_name: q}}\n', '- a\n', 'a: [\n'])(
    'never by guessing: %j is left to the person',
    text => {
      const thrown = (() => {
        try {
          return use(text);
        } catch (error) {
          return toProblem(error);
        }
      })();
      expect(thrown).toMatchObject({ kind: 'config', code: 'input_not_appendable' });
    },
  );
});
