import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRules } from '../../../src/engine/quality/readRules.ts';

const folder = import.meta.dirname;
const cases = readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory());

describe('a rules file is read with the place of every rule and fault', () => {
  it.each(cases.map(({ name }) => name))('%s', async name => {
    const language = readdirSync(join(folder, name)).includes('in.json') ? 'json' : 'yaml';
    const text = readFileSync(join(folder, name, `in.${language}`), 'utf8');
    const { rules, problems } = readRules(text, { language });
    const found = problems.length === 0 ? { rules } : { problems };
    const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value);
    await expect(`${JSON.stringify(found, plain, 2)}\n`).toMatchFileSnapshot(join(folder, name, 'out.json'));
  });
});
