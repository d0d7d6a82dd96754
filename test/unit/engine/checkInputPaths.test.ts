import { describe, expect, it } from 'vitest';
import { checkInputPaths, type InputPath } from '../../../src/engine/checkInputPaths.ts';
import { readInput } from '../../../src/engine/readInput.ts';

const text = `sources:
  - uri: https://a.fr/
    raw_file_path: pages/a.html
  - uri: https://b.fr/
    raw_file_path: pages/gone.html
  - uri: https://c.fr/
    converted_md_path: ../secret.md
`;

const DISK: Record<string, InputPath> = {
  'pages/a.html': { kind: 'ok', absolute: '/in/pages/a.html' },
  '../secret.md': { kind: 'outside' },
};

describe('checkInputPaths', () => {
  it('refuses what leads outside and warns of what is missing, each at its line', async () => {
    const { input, locate } = readInput(text, { language: 'yaml' });
    if (!input) throw new Error('the input is good');
    const resolve = (path: string) => Promise.resolve(DISK[path] ?? { kind: 'missing' as const });
    const { problems, warnings } = await checkInputPaths({ input, locate, file: 'a.yaml' }, { resolve });
    expect(problems).toMatchObject([
      { code: 'path_outside', file: 'a.yaml', line: 7, column: 24, params: { path: '../secret.md' } },
    ]);
    expect(warnings).toMatchObject([
      { code: 'input_file_missing', line: 5, params: { field: 'sources[1].raw_file_path' } },
    ]);
  });
});
