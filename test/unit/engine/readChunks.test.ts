import { expect, test } from 'vitest';
import { readChunks } from '../../../src/engine/readChunks.ts';

const params = { path: 'chunks.yaml' };
const unreadable = expect.objectContaining({ problem: { kind: 'data', code: 'chunks_unreadable', params } });

/** Ten levels, each ten times the one before: 10¹⁰ nodes from 600 characters. */
const levels = [...'abcdefghij'].map(
  (name, i, names) => `    ${name}: &${name} [${Array(10).fill(i ? `*${names[i - 1]}` : 'ha')}]`,
);
const LAUGHS = `- text: x\n  metadata:\n${levels.join('\n')}\n`;

test('reads what PyYAML writes, shared lists included', () => {
  const yaml = `- metadata:
    tags: &id001
    - transport
    - 'yes'
    title: 'Le tram : deux'
  text: "un\\Ldeux"
- metadata:
    tags: *id001
  text: |-
    trois

    quatre
`;
  expect(readChunks(yaml, params)).toEqual([
    { text: 'un\u2028deux', metadata: { tags: ['transport', 'yes'], title: 'Le tram : deux' } },
    { text: 'trois\n\nquatre', metadata: { tags: ['transport', 'yes'] } },
  ]);
});

test('aliases alone are no fault', () => {
  const twoLevels = LAUGHS.split('\n').slice(0, 4).join('\n');
  expect(readChunks(`${twoLevels}\n- text: ${'y'.repeat(200)}`, params)).toHaveLength(2);
});

test('an empty list is no fault', () => {
  expect(readChunks('[]', params)).toEqual([]);
  expect(readChunks('- text: a\n  metadata:\n', params)).toEqual([{ text: 'a', metadata: null }]);
});

test.each([
  ['a text', 'hello'],
  ['nothing', ''],
  ['a list of texts', '- a\n- b'],
  ['a chunk without text', '- metadata: {}'],
  ['a number for text', '- text: 7'],
  ['a list for metadata', '- text: a\n  metadata: [1]'],
  ['a fault of YAML', '- text: "a'],
  ['an object of Python', '- text: a\n  metadata: !!python/object:os.system {}'],
  ['brackets 100,000 deep', `- text: a\n  metadata: {a: ${'['.repeat(100_000)}`],
  ['ten billion laughs', LAUGHS],
])('%s is refused', (_, yaml) => {
  expect(() => readChunks(yaml, params)).toThrow(unreadable);
});
