import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseYaml } from '../../../src/engine/readYaml.ts';
import { writeYaml } from '../../../src/engine/writeYaml.ts';

const part = fc.constantFrom(
  'mot',
  ' ',
  '\n',
  '\n\n',
  '\u0085',
  '\u2028',
  '\u2029',
  '\u00a0',
  '\ufeff',
  '\t',
  '- ',
  ': ',
  '#',
  '"',
  "'",
  '| a |',
  '🚋',
  '\r\n',
  '---',
  '!!python',
  '\u0007',
  '~',
  'yes',
  '0o7',
  '2026-11-21',
);

test('every text is read back as it was', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), parts => {
      const chunks = [{ text: parts.join(''), metadata: { tags: ['un', true, 7], title: parts.at(0) ?? '' } }];
      expect(parseYaml(writeYaml(chunks))).toEqual(chunks);
    }),
  );
});

test('a list that two chunks share is written twice, without an anchor', () => {
  const tags = ['a'];
  expect(writeYaml([{ tags }, { tags }])).not.toContain('&');
});
