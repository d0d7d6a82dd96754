import { describe, expect, test } from 'vitest';
import { trialDocument, trialSentence } from '../../../src/extension/features/activities/trialText.ts';
import type { ActivityTold } from '../../../src/protocol/activities.ts';
import { textIn } from './catalogue.ts';

const [en, fr] = [textIn('en'), textIn('fr')];

const TOLD: ActivityTold = {
  uri: 'https://town.example/bus-pass',
  durationMs: 1234,
  source: { uri: 'https://town.example/bus-pass', chunking_file_path: 'case.yaml' },
  artifact: '- text: Twelve euros.\n',
  discovered: [],
  chunks: [{ text: 'Twelve euros.' }],
  skipped: null,
  log: ['1 chunk'],
  problem: null,
};

describe('what came of a try', () => {
  test('is one sentence, in the person’s language', () => {
    expect(trialSentence('chunking.ts', TOLD, en)).toBe(
      'chunking.ts returned its Source after 1.2 s: 22 characters written, 1 chunk. Nothing was recorded or indexed.',
    );
    expect(trialSentence('chunking.ts', TOLD, fr)).toContain('après 1,2 s\u00A0: 22 caractères écrits, 1 morceau.');
    const bare = { ...TOLD, artifact: null, chunks: [] };
    expect(trialSentence('crawling.ts', bare, en)).toContain(': nothing written.');
  });
  test('a page that is left out is no fault, a fault says its line', () => {
    const skipped = { code: 'empty_page', params: { uri: TOLD.uri } };
    expect(trialSentence('chunking.ts', { ...TOLD, skipped }, en)).toMatch(/^chunking\.ts left the page out: \S/);
    const params = { file: 'activities/chunking.ts', line: 3, message: 'Error: no' };
    const problem = { kind: 'config', code: 'activity_threw', params } as const;
    expect(trialSentence('chunking.ts', { ...TOLD, problem }, en)).toMatch(/chunking\.ts, line 3: .*Error: no/);
  });
  test('has all of it as a document, whatever the text contains', () => {
    const artifact = '```ts\nlet a;\n```\n';
    const document = trialDocument('chunking.ts', { ...TOLD, artifact }, en);
    expect(document).toContain(`\n\`\`\`\`\n${artifact}`);
    expect(document).toContain('"chunking_file_path": "case.yaml"');
    expect(document).toContain('1 chunk\n');
    expect(document).toContain(TOLD.uri);
  });
  test('a megabyte is cut, and how much is said', () => {
    const document = trialDocument('chunking.ts', { ...TOLD, artifact: 'x'.repeat(1_000_000) }, en);
    expect(document.length).toBeLessThan(60_000);
    expect(document).toContain('950,000');
  });
});
