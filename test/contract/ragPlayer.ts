import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readWorkshop } from '../../src/engine/workshop/readWorkshop.ts';
import { loadTokenCounter } from '../../src/engine/countTokens.ts';
import type { Workshop, WorkshopPart } from '../../src/model/generated/types.ts';

/** The workshop's folder, as it ships. */
export const RAG = path.resolve('workshop/rag');

/** The question of the whole workshop, as its first step says it. */
export const QUESTION = 'Puis-je suspendre mon Pass Jeune pendant un stage ?';

/** Where the workshop's inputs look for the practice site. */
const USUAL_SITE = '127.0.0.1:4173';

export interface Passage {
  readonly uri: string;
  readonly title: string;
  readonly text: string;
}

export interface Player {
  readonly workshop: Workshop;
  /** Does what the solutions of a part say, in their order; gives the exit codes that are not 0. */
  play(part: string, without?: readonly string[]): Promise<readonly string[]>;
  /** The JSON that a command of ours prints. */
  run(...args: readonly string[]): Promise<{ readonly code: number; readonly result: Record<string, unknown> }>;
  start(...args: readonly string[]): ChildProcess;
  ask(): Promise<readonly Passage[]>;
  /** Of the question and its `k` best passages, as a model would read them; five are what the workshop's steps measure. */
  tokensPerQuestion(k?: number): Promise<number>;
}

/** Plays the workshop in a learner's folder by the command line alone, with the practice site wherever it is served. */
export function createPlayer(at: { readonly folder: string; readonly cli: string; readonly siteUrl: string }): Player {
  const { folder, cli, siteUrl } = at;
  const options = { cwd: folder, env: { ...process.env, LC_ALL: 'C' }, maxBuffer: 1e8 };
  const run: Player['run'] = (...args) =>
    new Promise(resolve =>
      execFile(process.execPath, [cli, ...args], options, (error, out) => {
        const code = typeof error?.code === 'number' ? error.code : 0;
        resolve({ code, result: JSON.parse(out) as Record<string, unknown> }); // SAFETY: the command line's contract.
      }),
    );
  const copy = (from: string): void => {
    cpSync(from, folder, { recursive: true });
    for (const name of readdirSync(path.join(folder, 'inputs'))) {
      const file = path.join(folder, 'inputs', name);
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll(USUAL_SITE, new URL(siteUrl).host));
    }
  };
  const ask = async (): Promise<readonly Passage[]> => {
    const { result } = await run('search', QUESTION);
    return result['results'] as readonly Passage[]; // SAFETY: the command line's contract.
  };
  copy(path.join(RAG, 'start'));
  const workshop = readRag();
  return {
    ...{ workshop, run, ask },
    start: (...args) => spawn(process.execPath, [cli, ...args], { ...options, stdio: 'ignore' }),
    async play(part, without = []) {
      const failed: string[] = [];
      for (const { id, solution, requires } of partOf(workshop, part).steps) {
        if (!solution || without.includes(id) || (requires ?? []).length > 0) continue;
        if (solution.files) copy(path.join(RAG, solution.files));
        for (const line of solution.run ?? []) {
          const { code } = await run(...line.split(' '));
          if (code !== 0) failed.push(`${id}: ${line}: ${code}`);
        }
      }
      return failed;
    },
    async tokensPerQuestion(k = 5) {
      const count = await loadTokenCounter();
      return count([QUESTION, ...(await ask()).slice(0, k).map(({ text }) => text)].join('\n'));
    },
  };
}

export function readRag(): Workshop {
  const text = readFileSync(path.join(RAG, 'workshop.yaml'), 'utf8');
  const { workshop, problems } = readWorkshop(text, { language: 'yaml' });
  if (!workshop) throw new Error(JSON.stringify(problems));
  return workshop;
}

function partOf({ parts }: Workshop, id: string): WorkshopPart {
  const part = parts.find(one => one.id === id);
  if (!part) throw new Error(`no part ${id}`);
  return part;
}
