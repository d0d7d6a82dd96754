import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createVerdictFiles } from '../../src/adapters/workshop/verdictFile.ts';
import { LONGEST_VERDICT } from '../../src/model/workshop/keptVerdicts.ts';
import { VERDICT } from '../fakes/verdict.ts';

let folder: string;
const at = (step: string, look = 1) => ({ folder, step, look });

beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'iw-verdicts-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('another process reads what one kept, of that look alone', async () => {
  const one = createVerdictFiles();
  await Promise.all([one.keep(at('a'), VERDICT), one.keep(at('b', 2), { ...VERDICT, passed: true })]);
  const other = createVerdictFiles();
  expect(await other.read(at('a'))).toMatchObject(VERDICT);
  expect(await other.read(at('b', 2))).toMatchObject({ passed: true });
  expect([await other.read(at('b', 1)), await other.read(at('b', 3)), await other.read(at('c'))]).toEqual([
    null,
    null,
    null,
  ]);
  expect(readdirSync(folder)).toEqual(['verdicts.json']);
});

test('two processes lose nothing of each other', async () => {
  const [one, other] = [createVerdictFiles(), createVerdictFiles()];
  await one.keep(at('a'), VERDICT);
  await other.keep(at('b'), VERDICT);
  await one.keep(at('c'), VERDICT);
  const read = createVerdictFiles();
  for (const step of ['a', 'b', 'c']) expect(await read.read(at(step))).not.toBeNull();
});

test('a broken file shows nothing, and is written anew', async () => {
  writeFileSync(path.join(folder, 'verdicts.json'), '{"version":1,');
  const files = createVerdictFiles();
  expect(await files.read(at('a'))).toBeNull();
  await files.keep(at('a'), VERDICT);
  expect(await createVerdictFiles().read(at('a'))).not.toBeNull();
});

test('what is too long, or cannot be written, is known as long as the process lives', async () => {
  const files = createVerdictFiles();
  const long = { ...VERDICT, mistake: 'x'.repeat(LONGEST_VERDICT) };
  await files.keep(at('a'), long);
  expect([await files.read(at('a')), await createVerdictFiles().read(at('a'))]).toEqual([long, null]);
  rmSync(path.join(folder, 'verdicts.json'));
  mkdirSync(path.join(folder, 'verdicts.json'));
  await files.keep(at('b'), VERDICT);
  expect(await files.read(at('b'))).toEqual(VERDICT);
});
