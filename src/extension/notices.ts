import * as vscode from 'vscode';
import { toProblem, type Problem } from '../model/problem.ts';
import type { RebuildOffer } from './commandArguments.ts';
import type { WorkshopNode } from './nodes.ts';
import { openPlace } from './openPlace.ts';
import { problemNotice, problemText, type NoticeAction } from './problemText.ts';
import type { Text } from './text.ts';

/** The one place where something that went wrong reaches the user. */
export interface Notices {
  problem(problem: Problem): void;
  /** Anything that was thrown; a bug keeps its stack in the log. */
  thrown(error: unknown): void;
}

export interface NoticeWorld {
  readonly text: Text;
  readonly log: vscode.LogOutputChannel;
  readonly resume: () => unknown;
  readonly setApiKey: () => unknown;
  readonly rebuild: (offer: RebuildOffer) => unknown;
  readonly goOnHere: (given: WorkshopNode) => unknown;
  readonly told: (problem: Problem) => void;
}

/** One fault often fails several calls at once: it is said once. */
const SAME_FAULT_MS = 2000;

export function createNotices(world: NoticeWorld): Notices {
  let last = { message: '', at: 0 };
  const show = async (problem: Problem): Promise<void> => {
    world.told(problem);
    const notice = problemNotice(problem, world.text);
    const again = notice.message === last.message && Date.now() - last.at < SAME_FAULT_MS;
    last = { message: notice.message, at: Date.now() };
    world.log.error(`${problem.kind} ${problem.code} ${JSON.stringify(problem.params)} ${notice.message}`);
    if (again) return;
    const say = notice.severity === 'error' ? vscode.window.showErrorMessage : vscode.window.showWarningMessage;
    const buttons = notice.actions.map(action => ({ title: world.text.say(`action.${action}`), action }));
    const chosen = await say(notice.message, ...buttons);
    if (chosen) await act(chosen.action, problem, world);
  };
  return {
    problem: problem => void show(problem),
    thrown: error => {
      if (error instanceof vscode.CancellationError) return;
      const problem = toProblem(error);
      // The plug was pulled under it: that was told once, by who pulled it.
      if (problem.code === 'plug_pulled') return world.log.info(problemText(problem, world.text));
      if (problem.kind === 'system' && error instanceof Error) world.log.error(error);
      void show(problem);
    },
  };
}

async function act(action: NoticeAction, problem: Problem, world: NoticeWorld): Promise<void> {
  switch (action) {
    case 'showLog':
      return world.log.show();
    case 'resume':
      return void world.resume();
    case 'setApiKey':
      return void world.setApiKey();
    case 'rebuild': {
      const { collection, asked_model: model } = problem.params;
      return void world.rebuild({ collection: String(collection), model: String(model) });
    }
    case 'goOnHere': {
      const { folder, workDir, workshop } = problem.params;
      const place = { folder: String(folder), workDir: String(workDir), workshop: String(workshop) };
      return void world.goOnHere({ kind: 'workshop', ...place });
    }
    case 'manageTrust':
      return void vscode.commands.executeCommand('workbench.trust.manage');
    case 'openSettings':
      return void vscode.commands.executeCommand('workbench.action.openSettings', problem.params['setting']);
    case 'openFile':
      return openPlace({ file: problem.file ?? '', line: problem.line ?? 1, column: problem.column ?? 1 });
  }
}
