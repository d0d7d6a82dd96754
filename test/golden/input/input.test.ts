import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInput } from '../../../src/engine/readInput.ts';

const folder = import.meta.dirname;
const cases = readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory());

describe('a workflow input is read with the place of every fault', () => {
  it.each(cases.map(({ name }) => name))('%s', async name => {
    const language = readdirSync(join(folder, name)).includes('in.json') ? 'json' : 'yaml';
    const text = readFileSync(join(folder, name, `in.${language}`), 'utf8');
    const { input, problems, warnings } = readInput(text, { language });
    const found = { problems, warnings, ...(input ? { input } : {}) };
    await expect(`${JSON.stringify(found, null, 2)}\n`).toMatchFileSnapshot(join(folder, name, 'out.json'));
  });
});
