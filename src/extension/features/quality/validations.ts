import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { toProblem, type Problem } from '../../../model/problem.ts';
import type { KeptPlace, RulesPlace, ValidationAnswer } from '../../../protocol/quality.ts';
import type { Guest } from '../../guest.ts';
import { reportStore } from '../../reportStore.ts';
import { createSignal, type Listenable } from '../../signal.ts';
import type { ChosenRules } from './chooseRules.ts';
import { createRuleProblems } from './ruleProblems.ts';
import { shownName } from './shownName.ts';

export interface Target {
  /** Absolute. */
  readonly path: string;
  readonly rules: ChosenRules;
}

export interface ValidationProgress {
  readonly path: string;
  readonly done: number;
  readonly total: number;
}

/** The validations of this window: what asked for one, and what shows it, meet here. */
export interface Validations {
  /** Undefined: somebody has stopped it. */
  run(target: Target): Promise<ValidationAnswer | undefined>;
  stop(path: string): Promise<void>;
  isRunning(path: string): boolean;
  /** What else ends with a new report: a quarantine. */
  keep(answer: ValidationAnswer): void;
  kept(path: string): Promise<ValidationAnswer | null>;
  readonly moved: Listenable<ValidationProgress>;
  readonly ended: Listenable<{ readonly path: string; readonly problem: Problem | null }>;
}

interface Running {
  readonly id: string;
  isStopped: boolean;
  end?: Promise<ValidationAnswer | undefined>;
}

export function createValidations(guest: Guest): Validations {
  const { ask } = guest.engine;
  const running = new Map<string, Running>();
  const moved = createSignal<ValidationProgress>();
  const ended = createSignal<{ path: string; problem: Problem | null }>();
  const problems = createRuleProblems(guest);
  const keep = (answer: ValidationAnswer): void => {
    problems.tell(answer);
    ended.fire({ path: answer.path, problem: null });
  };
  async function work(target: Target, mine: Running): Promise<ValidationAnswer | undefined> {
    const { path: at } = target;
    try {
      const answer = await ask.validateData({ id: mine.id, ...askedOf(guest, target) });
      running.delete(at);
      keep(answer);
      return answer;
    } catch (error) {
      running.delete(at);
      ended.fire({ path: at, problem: mine.isStopped ? null : toProblem(error) });
      if (mine.isStopped) return undefined;
      throw error;
    }
  }

  guest.own(
    guest.validating.listen(({ id, done, total }) => {
      for (const [at, one] of running) if (one.id === id) moved.fire({ path: at, done, total });
    }),
  );
  return {
    ...{ moved, ended, keep },
    isRunning: at => running.has(at),
    kept: at => ask.keptReport(placeOf(guest, at)),
    stop: async at => {
      const one = running.get(at);
      if (!one) return;
      one.isStopped = true;
      await ask.stopValidation({ id: one.id });
    },
    run: target => {
      const under = running.get(target.path)?.end;
      if (under) return under;
      const mine: Running = { id: randomUUID(), isStopped: false };
      running.set(target.path, mine);
      moved.fire({ path: target.path, done: 0, total: 0 });
      return (mine.end = work(target, mine));
    },
  };
}

export const placeOf = ({ context }: Guest, at: string): KeptPlace => ({ ...reportStore(context), path: at });

export const askedOf = (guest: Guest, { path: at, rules }: Target) => ({
  ...placeOf(guest, at),
  name: nameOf(at),
  rules: rules.file === null ? null : rulesPlace(rules.file),
});

const rulesPlace = (file: string): RulesPlace => ({ file, name: nameOf(file) });

const nameOf = (at: string): string => shownName(vscode.workspace.asRelativePath(at));
