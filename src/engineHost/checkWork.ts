import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openCheckWorld } from '../adapters/composeWorkshop.ts';
import type { CommandLinePlace } from '../adapters/workshop/commandLine.ts';
import type { Log } from '../engine/ports.ts';
import { judgeStep, type StepAt } from '../engine/workshop/judgeStep.ts';
import { measure } from '../engine/workshop/measure.ts';
import type { WorkshopStep } from '../model/generated/types.ts';
import { answersOf } from '../model/workshop/foldProgress.ts';
import type { Progress } from '../model/workshop/progress.ts';
import { said, type Spoken } from '../model/workshop/said.ts';
import type { CheckOutcome, CheckPlace, StepOutcome } from '../model/workshop/stepOutcome.ts';
import type { CheckView, Verdict } from '../model/workshop/stepView.ts';
import type { WorkshopPlace } from '../protocol/workshop.ts';
import type { Held } from './heldFolders.ts';

/** Only its verbs are asked. */
export interface Holding {
  hold(workDir: string): Promise<Pick<Held, 'folder'>>;
}

export interface Work extends Holding, Pick<StepAt, 'files' | 'step'>, Pick<CommandLinePlace, 'env'> {
  readonly log: Log;
  readonly place: WorkshopPlace;
  readonly speech: Spoken;
  readonly progress: Progress;
  /** Before each check: how many are over, and what it is called. */
  readonly moved?: (done: number, title: string) => void;
}

export interface Looked {
  readonly outcome: StepOutcome;
  readonly verdict: Verdict;
  /** What a guess was about; null: no guess, or nothing to measure. */
  readonly truth: number | null;
}

/** Beside this file, in dist/. */
const CLI = path.join(__dirname, 'cli.js');

/** Characters of a line that is shown. */
const WIDEST = 200;

/** A learner's work on a step, judged by what lies in the folder at this moment. */
export async function lookAtStep(asked: Work, signal: AbortSignal): Promise<Looked> {
  const { hold, place, step, files, speech, progress, log, env = {}, moved } = asked;
  const started = new Date();
  const world = openCheckWorld({ folder: place.folder, work: (await hold(place.workDir)).folder, cli: CLI, log, env });
  const known = progress.steps[step.id];
  const begins = (check: number) => moved?.(check, said(step.checks?.[check]?.title, speech) ?? '');
  const at = { files, step, language: speech.language, begins };
  const outcome = await judgeStep(world, at, known ? answersOf(known) : {}, signal);
  // The truth is not told to who has not said a number.
  const truth = step.guess && typeof known?.guess === 'number' ? await measure(world, step.guess) : null;
  const checks = await Promise.all(outcome.checks.map(one => viewOf(one, step, { folder: place.folder, speech })));
  const mistake = outcome.mistake === null ? null : said(step.mistakes?.[outcome.mistake]?.message, speech);
  const tookMs = Date.now() - started.getTime();
  return { outcome, truth, verdict: { passed: outcome.passed, at: started.toISOString(), tookMs, checks, mistake } };
}

async function viewOf(
  { check, state, expected, found, where }: CheckOutcome,
  step: WorkshopStep,
  { folder, speech }: { readonly folder: string; readonly speech: Spoken },
): Promise<CheckView> {
  const declared = step.checks?.[check];
  const isBad = state !== 'passed';
  return {
    ...{ state, expected, found, where, isHidden: declared?.hidden === true },
    title: said(declared?.title, speech) ?? '',
    why: isBad ? said(declared?.why, speech) : null,
    frame: isBad && where?.line !== undefined ? await frameOf(folder, where, where.line) : null,
  };
}

/** The line and the one before it; of an artifact whose lines are long only their beginnings. */
async function frameOf(folder: string, { path: file }: CheckPlace, line: number): Promise<CheckView['frame']> {
  const text = await readFile(path.join(folder, file), 'utf8').catch(() => null);
  if (text === null) return null;
  const from = Math.max(1, line - 1);
  const lines = text.split(/\r?\n/).slice(from - 1, line);
  return lines.length === 0 ? null : { from, lines: lines.map(one => one.slice(0, WIDEST)) };
}
