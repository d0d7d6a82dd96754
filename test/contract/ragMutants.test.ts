import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/adapters/clock.ts';
import { loadConverter } from '../../src/adapters/converter/load.ts';
import { nodeHash } from '../../src/adapters/hash.ts';
import { createActivityProcess } from '../../src/adapters/learner/processes.ts';
import { readActivityCode } from '../../src/engine/learner/readActivityCode.ts';
import { runActivityCase } from '../../src/engine/learner/runActivityCase.ts';
import { matchCase } from '../../src/engine/workshop/judge/matchCase.ts';
import { readCases } from '../../src/engine/workshop/judge/readCases.ts';
import type { CheckCase } from '../../src/model/workshop/checkCase.ts';
import type { Stage } from '../../src/model/stage.ts';
import { createFakeArtifacts, createFakePorts } from '../fakes/ports.ts';
import { RAG, readRag } from './ragPlayer.ts';

/** The cases of a step see what is wrong with code that is nearly right: an operator, a constant, a line that is gone. */
const log = createFakePorts().log;
const converter = loadConverter();

interface CodeStep {
  readonly id: string;
  readonly stage: Stage;
  readonly module: string;
  readonly text: string;
  readonly cases: readonly CheckCase[];
}

const codeSteps = (): CodeStep[] =>
  readRag().parts.flatMap(({ steps }) =>
    steps.flatMap(({ id, checks, solution }) => {
      const check = (checks ?? []).find(({ kind }) => kind === 'cases');
      const file = path.join(RAG, solution?.files ?? '', check?.module ?? '');
      if (!check?.stage || !check.module || !check.file || !existsSync(file)) return [];
      const { cases } = readCases(readFileSync(path.join(RAG, check.file), 'utf8'), check.file);
      return [{ id, stage: check.stage, module: check.module, text: readFileSync(file, 'utf8'), cases }];
    }),
  );

async function passes({ stage, module, cases }: CodeStep, text: string): Promise<boolean> {
  const code = await readActivityCode(module, { artifacts: createFakeArtifacts({ [module]: text }), hash: nodeHash });
  for (const { expect: expected, ...tried } of cases) {
    const trial = await runActivityCase({
      ...{ code, case: { ...tried, stage }, away: createActivityProcess(log), deadlineMs: 20_000 },
      world: { clock: systemClock, hash: nodeHash, converter: await converter, log },
      signal: new AbortController().signal,
    });
    if (trial.problem && trial.problem.code !== expected.problem) return false;
    if (matchCase(expected, trial)) return false;
  }
  return true;
}

const SWAPS: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/===|!==/g, found => (found === '===' ? '!==' : '===')],
  [/&&|\|\|/g, found => (found === '&&' ? '||' : '&&')],
  [/ (?:<=|<|>=|>) /g, found => (found.includes('<') ? ' > ' : ' < ')],
  [/(?<=[(\s])!(?=[\w(])/g, () => ''],
  [/'[^'\n]*'/g, found => `'${found.slice(1, -1)}~'`],
  [/(?<![\w.])\d[\d_]*/g, found => `${found}1`],
];

/** Of the function's body: its head and the imports are the file's form. */
function mutantsOf(text: string): string[] {
  const start = text.indexOf('{\n', text.indexOf('export default'));
  const [head, body] = [text.slice(0, start + 2), text.slice(start + 2)];
  const lines = body.split('\n');
  const says = (line: string) => /\w/.test(line) && !/^\s*(?:\/\/|\*|\/\*)/.test(line);
  const shorter = lines.flatMap((line, at) =>
    says(line) ? [lines.filter((_, other) => other !== at).join('\n')] : [],
  );
  const swapped = SWAPS.flatMap(([mark, swap]) =>
    [...body.matchAll(mark)].map(
      ({ 0: found, index }) => body.slice(0, index) + swap(found) + body.slice(index + found.length),
    ),
  );
  return [...shorter, ...swapped].map(mutant => head + mutant);
}

describe('the workshop rag', () => {
  test.for(codeSteps().map(step => [step.id, step] as const))(
    'its step %s passes with the solution and with none of its mutants',
    { timeout: 180_000 },
    async ([, step]) => {
      expect(await passes(step, step.text)).toBe(true);
      const mutants = mutantsOf(step.text);
      expect(mutants.length).toBeGreaterThan(2);
      const alive: string[] = [];
      for (const mutant of mutants) if (await passes(step, mutant)) alive.push(mutant);
      expect(alive).toEqual([]);
    },
  );
});
