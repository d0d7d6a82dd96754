import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { afterAll, expect, test } from 'vitest';
import { RAG } from './ragPlayer.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'iw-rag-code-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A learner's folder for each: the starting files, and in their place those of a solution. */
function learnerFolder(over: string): string[] {
  const own = path.join(folder, over.replaceAll(path.sep, '-'));
  cpSync(path.join(RAG, 'start'), own, { recursive: true });
  cpSync(path.join(RAG, over), own, { recursive: true });
  return globSync(path.join(own, 'activities', '*.ts'));
}

test('what a learner starts from and the solutions compile with the types that ship', () => {
  const over = globSync('solutions/*', { cwd: RAG });
  expect(over.length).toBeGreaterThan(3);
  const { config } = ts.readConfigFile(path.join(RAG, 'start', 'tsconfig.json'), file => readFileSync(file, 'utf8'));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, path.join(RAG, 'start'));
  const program = ts.createProgram(['start', ...over].flatMap(learnerFolder), options);
  const faults = ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  expect(faults).toEqual([]);
}, 60_000);

test('a learner’s folder has the types that ship', () => {
  const types = 'activities/ingestion-workshop.d.ts';
  expect(readFileSync(path.join(RAG, 'start', types), 'utf8')).toBe(readFileSync(path.join('workshop', types), 'utf8'));
});
