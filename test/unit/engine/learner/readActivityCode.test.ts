import { expect, test } from 'vitest';
import { readImports } from '../../../../src/engine/learner/activityImports.ts';
import { normalName, readActivityCode } from '../../../../src/engine/learner/readActivityCode.ts';
import { fail } from '../../../../src/model/problem.ts';
import { createFakeArtifacts, createFakePorts } from '../../../fakes/ports.ts';

const { hash } = createFakePorts();
const read = (files: Record<string, string>, entry = 'activities/a.ts') =>
  readActivityCode(entry, { artifacts: { readInput: path => inputOf(files, path) }, hash });

const inputOf = (files: Record<string, string>, path: string) =>
  path in files
    ? createFakeArtifacts(files).readInput(path)
    : Promise.reject(fail('data', 'input_file_missing', { path }));

test('imports are found with their line, types, comments and texts passed over', () => {
  const text = `import type { Source } from './types.d.ts';
// import fs from 'node:fs';
const text = "import x from './no.ts'";
import {
  help,
} from './help.ts';
export * from '../b.ts';
const late = await import('./late.ts'); const old = require('os');
import './side.ts';`;
  expect(readImports(text)).toEqual([
    { module: './help.ts', line: 6 },
    { module: '../b.ts', line: 7 },
    { module: './late.ts', line: 8 },
    { module: 'os', line: 8 },
    { module: './side.ts', line: 9 },
  ]);
});

test('the hash changes with a file that is imported, and with no other', async () => {
  const files = { 'activities/a.ts': "import { b } from '../lib/b.ts';", 'lib/b.ts': 'export const b = 1;' };
  const code = await read(files);
  expect(code.files.map(({ name }) => name)).toEqual(['activities/a.ts', 'lib/b.ts']);
  expect((await read({ ...files, 'lib/c.ts': '' })).sha256).toBe(code.sha256);
  expect((await read({ ...files, 'lib/b.ts': 'export const b = 2;' })).sha256).not.toBe(code.sha256);
});

test.each([
  ["import fs from 'node:fs';", 'files'],
  ["import { get } from 'https';", 'network'],
  ["import { spawn } from 'child_process';", 'processes'],
  ["import os from 'node:os';", 'processes'],
  ["import got from 'got';", 'packages'],
])('%s is refused with the permission that it needs', async (line, permission) => {
  await expect(read({ 'activities/a.ts': `\n${line}` })).rejects.toMatchObject({
    problem: { code: 'activity_import_refused', line: 2, file: 'activities/a.ts', params: { permission } },
  });
});

test('what only computes may be imported', async () => {
  await expect(
    read({ 'activities/a.ts': "import path from 'node:path'; import 'node:crypto';" }),
  ).resolves.toBeDefined();
});

test('a missing file, a wrong ending and a ring of imports are met', async () => {
  await expect(read({ 'activities/a.ts': "\nimport './b.ts';" })).rejects.toMatchObject({
    problem: { code: 'activity_import_missing', params: { line: 2, module: './b.ts' } },
  });
  await expect(read({}, 'a.js')).rejects.toMatchObject({ problem: { code: 'activity_not_typescript' } });
  await expect(read({}, 'a.ts')).rejects.toMatchObject({ problem: { code: 'activity_file_missing' } });
  const ring = { 'activities/a.ts': "import './b.ts';", 'activities/b.ts': "import './a.ts';" };
  expect((await read(ring)).files).toHaveLength(2);
});

test('a file that is too large is refused by its name, also where another imports it', async () => {
  const large = '//'.repeat(500_001);
  const problem = { code: 'activity_file_too_large', params: { size: 1_001, limit: 1_000 } };
  await expect(read({ 'activities/a.ts': large })).rejects.toMatchObject({
    problem: { ...problem, file: 'activities/a.ts' },
  });
  await expect(read({ 'activities/a.ts': "import './b.ts';", 'activities/b.ts': large })).rejects.toMatchObject({
    problem: { ...problem, file: 'activities/b.ts' },
  });
});

test('names are made plain and keep what leads out', () => {
  expect(normalName('./activities/../lib/./x.ts')).toBe('lib/x.ts');
  expect(normalName('../../x.ts')).toBe('../../x.ts');
  expect(normalName('/abs/x.ts')).toBe('/abs/x.ts');
});
