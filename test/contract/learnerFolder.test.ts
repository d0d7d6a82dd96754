import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLearnerFolder } from '../../src/adapters/workshop/learnerFolder.ts';
import type { LearnerFolder } from '../../src/engine/workshop/workshopPorts.ts';
import { createFakeLearnerFolder } from '../fakes/learnerFolder.ts';

let base = '';
let root = '';
beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'iw-learner-'));
  root = path.join(base, 'mine');
  await mkdir(root);
});
afterEach(() => rm(base, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = async (folder: LearnerFolder, file: string) => {
  const found = await folder.read(file);
  return found && new TextDecoder().decode(found);
};

const FOLDERS: Readonly<Record<string, () => LearnerFolder>> = {
  'on the disk': () => openLearnerFolder(root),
  'in memory': () => createFakeLearnerFolder(),
};

describe.each(Object.entries(FOLDERS))("a learner's folder %s", (_name, open) => {
  test('gives back what was written, in folders that it makes', async () => {
    const folder = open();
    expect(await folder.list()).toEqual([]);
    expect(await folder.read('activities/a.ts')).toBeNull();
    await folder.write('b.yaml', bytes('b'));
    await folder.write('activities/deep/a.ts', bytes('one'));
    await folder.write('activities/deep/a.ts', bytes('two'));
    expect(await folder.list()).toEqual(['activities/deep/a.ts', 'b.yaml']);
    expect(await textOf(folder, 'activities/deep/a.ts')).toBe('two');
  });

  test('removes a file, and what is not there is removed already', async () => {
    const folder = open();
    await folder.write('b.yaml', bytes('b'));
    for (const file of ['b.yaml', 'b.yaml', 'never/was']) await folder.remove(file);
    expect(await folder.list()).toEqual([]);
  });

  test('does not list dot-folders and node_modules, and lists files that begin with a dot', async () => {
    const folder = open();
    for (const file of ['.git/config', 'node_modules/x/i.js', 'a/.hidden/f', 'a/.keep'])
      await folder.write(file, bytes('x'));
    expect(await folder.list()).toEqual(['a/.keep']);
    expect(await textOf(folder, '.git/config')).toBe('x');
  });

  test.for(['', '.', '..', '../other', 'a/../../other', '/etc/passwd', 'C:\\x', 'a\0b'])('refuses %j', async file => {
    const folder = open();
    const refused = { problem: { kind: 'config', code: 'path_outside', params: { path: file } } };
    await expect(folder.read(file)).rejects.toMatchObject(refused);
    await expect(folder.write(file, bytes('x'))).rejects.toMatchObject(refused);
    await expect(folder.remove(file)).rejects.toMatchObject(refused);
  });
});

test('no link leads out of it, neither a folder nor a file', async () => {
  await writeFile(path.join(base, 'secret'), 'mine alone');
  await symlink(base, path.join(root, 'up'));
  await symlink(path.join(base, 'secret'), path.join(root, 'file'));
  const folder = openLearnerFolder(root);
  for (const file of ['up/secret', 'file']) {
    const refused = { problem: { code: 'path_outside', params: { path: file } } };
    await expect(folder.read(file)).rejects.toMatchObject(refused);
    await expect(folder.write(file, bytes('x'))).rejects.toMatchObject(refused);
    await expect(folder.remove(file)).rejects.toMatchObject(refused);
  }
  expect(await folder.list()).toEqual([]);
  expect(await readFile(path.join(base, 'secret'), 'utf8')).toBe('mine alone');
});

test('a folder that is reached by a link itself works, and nothing half-written stays', async () => {
  await symlink(root, path.join(base, 'short'));
  const folder = openLearnerFolder(path.join(base, 'short'));
  await folder.write('a', bytes('x'));
  expect(await readdir(root)).toEqual(['a']);
});

test('a folder where a file should be is told', async () => {
  await mkdir(path.join(root, 'a.ts'));
  const refused = { problem: { kind: 'config', code: 'not_a_file' } };
  await expect(openLearnerFolder(root).read('a.ts')).rejects.toMatchObject(refused);
  await expect(openLearnerFolder(root).write('a.ts', bytes('x'))).rejects.toMatchObject(refused);
});
