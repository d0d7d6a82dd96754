import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateModel } from '../../../src/model/schemas/generate.mjs';

const folder = join(import.meta.dirname, '../../../src/model/generated');

describe('src/model/generated', () => {
  it('is what the schemas give: run `npm run generate` when this fails', async () => {
    const generated = await generateModel();
    expect(readdirSync(folder).sort()).toEqual(Object.keys(generated).sort());
    for (const [name, text] of Object.entries(generated))
      expect(readFileSync(join(folder, name), 'utf8'), name).toBe(text);
  });

  it('has validators that import nothing and compile nothing while they run', () => {
    const code = readFileSync(join(folder, 'validate.js'), 'utf8');
    expect(code).not.toMatch(/\brequire\(|\bimport\b|\beval\(|new Function/);
  });
});
