import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createProgressFiles } from '../../src/adapters/workshop/progressFile.ts';
import { engine } from '../../src/cli/engine.ts';
import { createInputVerbs } from '../../src/engineHost/inputVerbs.ts';
import { openFolderDesk } from '../../src/engineHost/workshopFolderDesk.ts';
import { openWorkshopShelf } from '../../src/engineHost/workshopShelf.ts';
import { countFaults } from '../../src/model/workshop/limits.ts';
import { createFakePorts } from '../fakes/ports.ts';

/** The small workshop of New Workshop, made too large, as each of those that read it tells it. */
const signal = new AbortController().signal;
let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'iw-bounds-'));
  file = path.join(folder, 'workshop.yaml');
  cpSync('workshop/templates/workshop', folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const verify = () =>
  engine.verifyWorkshop({
    ...{ folder, file: 'workshop.yaml', home: path.resolve('.'), env: {}, signal, servers: [] },
    ...{ log: createFakePorts().log, startWorker: async () => undefined, moved: () => undefined },
  });
const desk = () => {
  const remembered = createProgressFiles();
  return openFolderDesk({ whileIdle: (_folder, act) => act(), content: '', cli: '', remembered });
};
const check = () => desk().check({ source: folder, commands: [], language: 'en' });
const underlined = () => createInputVerbs().checkInput({ file, text: readFileSync(file, 'utf8') });
const faultKey = (at: number) => `k${at}: 1\n`;
const addKeys = (count: number) =>
  writeFileSync(file, readFileSync(file, 'utf8') + Array.from({ length: count }, (_, at) => faultKey(at)).join(''));

test('of many wrong keys the first fifty are told, and how many more there are', async () => {
  addKeys(5_000);
  const { problems, warnings } = await verify();
  expect(problems).toEqual([]);
  expect(warnings).toHaveLength(51);
  const more = { code: 'workshop_more_faults', params: { count: 4_950 } };
  expect(warnings.at(-1)).toMatchObject({ ...more, line: (warnings.at(-2)?.line ?? 0) + 1 });
  const shown = (await underlined()).filter(({ severity }) => severity === 'warning');
  expect(shown).toHaveLength(51);
  expect(shown.at(-1)).toMatchObject(more);
});

test('of many faults, too, and their number is that of all', async () => {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/^languages:.*$/m, `languages: [${Array(80).fill('7').join(', ')}]`));
  const { choice, problems } = await check();
  expect(choice).toBeNull();
  expect(problems).toHaveLength(51);
  expect(countFaults(problems)).toBeGreaterThanOrEqual(80);
});

test('fifty faults are told as they are', async () => {
  addKeys(50);
  const codes = (await underlined()).filter(({ severity }) => severity === 'warning').map(({ code }) => code);
  expect(codes).toHaveLength(50);
  expect(codes).not.toContain('workshop_more_faults');
});

test('a description that is too large is told with its size and the limit wherever it is read, and is not read', async () => {
  addKeys(200_000);
  const large = { code: 'workshop_file_too_large', params: { size: expect.any(Number) as number, limit: 1_000 } };
  const verdict = await verify();
  expect(verdict).toMatchObject({ problems: [{ ...large, file: 'workshop.yaml' }], warnings: [], steps: [] });
  expect((await engine.describeVerdicts([verdict], 'en')).exitCode).toBe(1);
  expect(await underlined()).toMatchObject([{ ...large, severity: 'error', line: 1 }]);
  await expect(check()).rejects.toMatchObject({ problem: large });
  await expect(openWorkshopShelf().open('trial', folder)).rejects.toMatchObject({ problem: large });
});

test.each(['en/first/why.md', 'cases/chunk.json'])('so is %s, at the step that names it', async name => {
  truncateSync(path.join(folder, name), 3_000_000);
  const large = { code: 'workshop_file_too_large', params: { path: name, size: 3_000 } };
  const { problems } = await verify();
  expect(problems).toMatchObject([large]);
  expect(problems[0]?.line).toBeGreaterThan(1);
});

test('a step whose text is too large says so on its page', async () => {
  truncateSync(path.join(folder, 'en/first/why.md'), 21_000);
  const { text } = await openWorkshopShelf().open('trial', folder);
  await expect(text('why', 'en')).rejects.toMatchObject({ problem: { code: 'workshop_file_too_large' } });
});

test('a description that is no file is refused, and nobody waits for its end', async () => {
  rmSync(file);
  cpSync(path.join(folder, 'en'), file, { recursive: true });
  await expect(check()).rejects.toMatchObject({ problem: { code: 'not_a_file' } });
});
