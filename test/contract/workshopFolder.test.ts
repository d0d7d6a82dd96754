import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createProgressFiles, progressPath } from '../../src/adapters/workshop/progressFile.ts';
import { openFolderDesk, type FolderDesk } from '../../src/engineHost/workshopFolderDesk.ts';

/** From New Workshop to undo, on the disk; lines are run by a command line that writes down what it was asked. */
let base = '';
let desk: FolderDesk;
let place: { folder: string; workDir: string; workshop: string };
let source = '';
const SERVER = {
  ...{ address: 'town.example:7233', namespace: 'n', taskQueue: 'q', tls: true },
  ...{ tlsCa: null, tlsCert: null, tlsKey: null, apiKey: 'secret' },
};
const CODE = 'activities/chunking.ts';

beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'iw-workshop-folder-'));
  const cli = path.join(base, 'cli.cjs');
  await writeFile(
    cli,
    `const fs = require('node:fs'); fs.mkdirSync('.ingestion-workshop/runs', { recursive: true });
     fs.appendFileSync('.ingestion-workshop/runs/asked', process.argv.slice(2).join(' ') + '\\n');
     const { TEMPORAL_ADDRESS: address, TEMPORAL_API_KEY: key } = process.env;
     fs.writeFileSync('server', [address, key].join()); console.log('{}');`,
  );
  desk = openFolderDesk({
    whileIdle: (_folder, act) => act(),
    content: path.resolve('workshop'),
    cli,
    remembered: createProgressFiles(),
  });
  const folder = path.join(base, 'mine');
  await mkdir(folder);
  place = { folder, workDir: path.join(folder, '.ingestion-workshop'), workshop: 'trial' };
  await desk.make({ parent: base, id: 'trial' });
  source = path.join(base, 'trial');
});
afterEach(() => rm(base, { recursive: true, force: true }));

const mine = (file: string) => readFile(path.join(place.folder, file), 'utf8');
const write = (file: string, text: string) => writeFile(path.join(place.folder, file), text);
const solution = () => readFile(path.join(source, 'solutions/chunk', CODE), 'utf8');
const work = () => ({ signal: new AbortController().signal, moved: () => undefined });

test('a new workshop has no fault, says its name in both languages, and never replaces one', async () => {
  const commands: string[] = [];
  const { choice, problems } = await desk.check({ source, commands, language: 'fr' });
  expect(problems).toEqual([]);
  expect(choice).toMatchObject({ id: 'trial', source, title: 'Mon atelier', minutes: 10 });
  expect((await desk.check({ source, commands, language: 'en' })).choice?.title).toBe('My workshop');
  await expect(desk.make({ parent: base, id: 'trial' })).rejects.toMatchObject({ problem: { code: 'file_exists' } });
  await expect(desk.make({ parent: base, id: '../up' })).rejects.toMatchObject({
    problem: { code: 'workshop_bad_id' },
  });
});

test('those that ship are found where they lie, and none of them is a template', async () => {
  const shipped = await desk.shipped({ language: 'fr' });
  expect(shipped.map(({ id }) => id)).toContain('rag');
  expect(shipped.every(({ source: from, parts }) => from === null && parts.length > 0)).toBe(true);
});

test('begun, left, begun again: nothing is copied twice, and it is known by its folder', async () => {
  expect(await desk.start({ ...place, source })).toEqual({ step: 'why', files: 4, begun: false, kept: null });
  await write(CODE, 'mine');
  expect(await desk.start({ ...place, source })).toEqual({ step: 'why', files: 0, begun: true, kept: null });
  expect(await mine(CODE)).toBe('mine');
  expect(await desk.begun({ ...place, language: 'en' })).toMatchObject([{ ...place, source, title: 'My workshop' }]);
});

test.for([
  ['another version', '{"version": 99, "folder": SOURCE, "new": true}', 'progress_other_version'],
  ['a torn file', '{"version": 1, "folder": SOURCE, "wor', 'progress_broken'],
])(
  'where %s remembers it, all else is refused, and starting it goes on with the files as they are',
  async ([, text, code]) => {
    await desk.start({ ...place, source });
    await write(CODE, 'mine');
    await rm(path.join(place.folder, 'inputs'), { recursive: true });
    const file = progressPath(place.workDir, 'trial');
    const unread = String(text).replace('SOURCE', JSON.stringify(source));
    await writeFile(file, unread);
    const refused = { problem: { code, file, params: { ...place } } };
    await expect(desk.planSolution({ ...place, step: 'chunk' })).rejects.toMatchObject(refused);
    await expect(desk.reset({ ...place, scope: {} })).rejects.toMatchObject(refused);
    expect([await mine(CODE), await readFile(file, 'utf8')]).toEqual(['mine', unread]);
    const { kept, ...begun } = await desk.start(place);
    expect(begun).toEqual({ step: 'why', files: 2, begun: false });
    expect([await mine(CODE), await readFile(String(kept), 'utf8')]).toEqual(['mine', unread]);
    expect((await readdir(path.join(place.folder, 'inputs'))).length).toBe(2);
    expect(await desk.start({ ...place, source })).toMatchObject({ begun: true, kept: null });
    expect(await desk.begun({ ...place, language: 'en' })).toMatchObject([{ ...place, source }]);
  },
);

test('in a folder with a file of that name nothing begins', async () => {
  await mkdir(path.join(place.folder, 'inputs'));
  await write('inputs/page.html', 'mine');
  await expect(desk.start({ ...place, source })).rejects.toMatchObject({ problem: { code: 'start_file_differs' } });
  expect(await readdir(place.folder)).toEqual(['inputs']);
});

test('a workshop that went away, or has a fault, is told by its file', async () => {
  await desk.start({ ...place, source });
  const file = path.join(source, 'workshop.yaml');
  await writeFile(file, 'id: trial\nparts: 3\n');
  await expect(desk.reset({ ...place, scope: {} })).rejects.toMatchObject({ problem: { kind: 'config', file } });
  await rm(source, { recursive: true });
  await expect(desk.undo(place)).rejects.toMatchObject({ problem: { code: 'workshop_gone', params: { path: file } } });
  expect(await desk.begun({ ...place, language: 'en' })).toEqual([]);
});

test('solution, apply, reset, undo, undo: each file as it was before', async () => {
  await desk.start({ ...place, source });
  const start = await mine(CODE);
  await write(CODE, 'mine');
  const plan = await desk.planSolution({ ...place, step: 'chunk' });
  expect(plan).toEqual({ files: [{ path: CODE, before: 'mine', after: await solution() }], run: [] });
  await desk.apply({ ...place, step: 'chunk', server: SERVER }, work());
  expect(await mine(CODE)).toBe(await solution());
  const scope = { part: 'first' };
  expect(await desk.planReset({ ...place, scope })).toEqual([CODE]);
  expect(await desk.reset({ ...place, scope })).toMatchObject({
    files: [CODE],
    steps: ['why', 'run', 'chunk', 'question'],
  });
  expect(await mine(CODE)).toBe(start);
  expect(await desk.undo(place)).toEqual({ reason: 'reset', files: [CODE] });
  expect(await mine(CODE)).toBe(await solution());
  expect((await desk.undo(place)).reason).toBe('solution');
  expect(await mine(CODE)).toBe('mine');
  await expect(desk.undo(place)).rejects.toMatchObject({ problem: { code: 'workshop_nothing_to_undo' } });
});

test('the lines of a step that needs a server reach the one of the window, with its key and without an argument', async () => {
  const file = path.join(source, 'workshop.yaml');
  const described = await readFile(file, 'utf8');
  await desk.start({ ...place, source });
  await desk.apply({ ...place, step: 'run', server: SERVER }, work());
  expect(await mine('server')).not.toContain(SERVER.address);
  await writeFile(file, described.replace(/^( +)- id: run\n/m, '$&$1  requires: [temporal]\n'));
  await desk.apply({ ...place, step: 'run', server: SERVER }, work());
  expect(await mine('server')).toBe('town.example:7233,secret');
  expect(await mine('.ingestion-workshop/runs/asked')).not.toContain('secret');
});

test('a jump runs earlier lines in an empty work folder, and undo brings back what was there', async () => {
  const file = path.join(source, 'workshop.yaml');
  const second = `  - id: second
    title: { en: Second, fr: Seconde }
    minutes: 1
    steps:
      - { id: last, kind: read, title: { en: Last, fr: Fin }, minutes: 1 }
`;
  await writeFile(file, (await readFile(file, 'utf8')) + second);
  await desk.start({ ...place, source });
  await mkdir(path.join(place.workDir, 'runs'), { recursive: true });
  await writeFile(path.join(place.workDir, 'runs', 'asked'), 'before\n');
  await write(CODE, 'mine');
  expect(await desk.jump({ ...place, part: 'second' }, work())).toMatchObject({ ran: 1, step: 'last', files: [CODE] });
  expect(await mine(CODE)).toBe(await solution());
  expect(await mine('.ingestion-workshop/runs/asked')).toBe('ingest inputs/page.ingest.yaml\n');
  expect((await desk.undo(place)).reason).toBe('jump');
  expect([await mine(CODE), await mine('.ingestion-workshop/runs/asked')]).toEqual(['mine', 'before\n']);
});
