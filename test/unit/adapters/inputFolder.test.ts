import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createInputFolder } from '../../../src/adapters/inputFolder.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'input-folder-')));
const root = join(base, 'root');
for (const folder of ['root/pages', 'root-evil', 'current', 'outside'])
  mkdirSync(join(base, folder), { recursive: true });
for (const file of ['root/pages/a.html', 'root-evil/e.html', 'current/c.html', 'outside/o.html'])
  writeFileSync(join(base, file), file);
symlinkSync(join(base, 'outside'), join(root, 'link'));
symlinkSync(join(base, 'outside/o.html'), join(root, 'o.html'));
symlinkSync(join(root, 'pages'), join(root, 'inner'));
symlinkSync(join(base, 'current'), join(root, 'to-current'));
symlinkSync(join(root, 'loop'), join(root, 'loop'));
symlinkSync(root, join(base, 'alias-of-root'));
afterAll(() => rmSync(base, { recursive: true }));

const folder = createInputFolder({ inputFolder: root, currentFolder: join(base, 'current') });

describe('the folder of an input', () => {
  it.each([
    ['a file in it', 'pages/a.html', 'root/pages/a.html'],
    ['a way out and back', '../root/pages/a.html', 'root/pages/a.html'],
    ['a link that stays inside', 'inner/a.html', 'root/pages/a.html'],
    ['a link into the current folder', 'to-current/c.html', 'current/c.html'],
    ['a file of the current folder', 'c.html', 'current/c.html'],
    ['an absolute path inside', join(root, 'pages/a.html'), 'root/pages/a.html'],
    ['an absolute path through a link to the folder', join(base, 'alias-of-root/pages/a.html'), 'root/pages/a.html'],
  ])('finds %s', async (_what, path, real) => {
    expect(await folder.resolve(path)).toEqual({ kind: 'ok', absolute: join(base, real) });
    expect(new TextDecoder().decode(await folder.readBytes(path))).toBe(real);
  });

  it.each([
    ['..', '../outside/o.html'],
    ['.. to a brother whose name begins alike', '../root-evil/e.html'],
    ['an absolute path', '/etc/hostname'],
    ['a link to a folder', 'link/o.html'],
    ['a link to a file', 'o.html'],
    ['a way out to what is not there', '../outside/nothing.html'],
    ['a link to what is not there', 'link/nothing.html'],
    ['a NUL', 'pages/a.html\0.md'],
  ])('refuses to be left by %s', async (_what, path) => {
    expect(await folder.resolve(path)).toEqual({ kind: 'outside' });
    await expect(folder.readBytes(path)).rejects.toMatchObject({ problem: { kind: 'config', code: 'path_outside' } });
  });

  it.each(['nothing.html', 'no/such/part.html', 'pages/a.html/below', 'pages', '', 'loop'])(
    'says that %j is missing',
    async path => {
      expect(await folder.resolve(path)).toEqual({ kind: 'missing' });
      await expect(folder.readBytes(path)).rejects.toMatchObject({
        problem: { kind: 'data', code: 'input_file_missing' },
      });
    },
  );

  it('knows the current folder alone when the input came as data', async () => {
    const bare = createInputFolder({ currentFolder: join(base, 'current') });
    expect(await bare.resolve('c.html')).toMatchObject({ kind: 'ok' });
    expect(await bare.resolve(join(root, 'pages/a.html'))).toEqual({ kind: 'outside' });
  });
});
