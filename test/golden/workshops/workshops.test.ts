import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWorkshopFolder } from '../../../src/adapters/workshopFolder.ts';
import { checkWorkshop } from '../../../src/engine/workshop/checkWorkshop.ts';

const COMMANDS = ['startPracticeSite', 'search'];

describe('workshops, with all that is wrong with them', () => {
  const cases = readdirSync(import.meta.dirname, { withFileTypes: true }).filter(entry => entry.isDirectory());
  it.for(cases.map(({ name }) => name))('%s', async name => {
    const folder = join(import.meta.dirname, name, 'in');
    const text = readFileSync(join(folder, 'workshop.yaml'), 'utf8');
    const options = { language: 'yaml', commands: COMMANDS } as const;
    const { workshop, problems, warnings } = await checkWorkshop(text, options, openWorkshopFolder(folder));
    expect(workshop !== undefined).toBe(problems.length === 0);
    const told = `${JSON.stringify({ problems, warnings }, null, 2)}\n`;
    await expect(told).toMatchFileSnapshot(join(import.meta.dirname, name, 'out.json'));
  });
});
