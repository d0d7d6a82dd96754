import { readFile } from 'node:fs/promises';
import { fileProblem } from '../model/fileProblem.ts';
import { ProblemError } from '../model/problem.ts';
import type { Rule } from '../model/quality/rule.ts';
import { languageOf } from './readInputFile.ts';

/** Null: those that hold where no file is named. Config: the first thing that is wrong with the file, at its place. */
export async function readRulesOf(file: string | null): Promise<readonly Rule[]> {
  if (file === null) return (await import('../engine/quality/buildRules.ts')).DEFAULT_RULES;
  const text = await readRulesText(file);
  const { readRules } = await import('../engine/quality/readRules.ts');
  const { rules, problems } = readRules(text, { language: languageOf(file) });
  const [first] = problems;
  if (!first) return rules;
  const { code, params, line, column } = first;
  throw new ProblemError({ kind: 'config', code, params, file, line, column });
}

export const readRulesText = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: unknown) => {
    throw fileProblem(error, file);
  });
