import * as vscode from 'vscode';
import { isInputName } from '../../../model/inputNames.ts';
import { fail } from '../../../model/problem.ts';
import type { StepHappening } from '../../../model/workshop/foldProgress.ts';
import type { StepButton, StepView } from '../../../model/workshop/stepView.ts';
import type { Handlers } from '../../../protocol/peer.ts';
import type { ShownStep, StepHostVerbs, StepSubject } from '../../../protocol/workshop.ts';
import type { Guest } from '../../guest.ts';
import { openPlace } from '../../openPlace.ts';
import { pathInside } from '../../pathInside.ts';
import { createSignal, type Listenable } from '../../signal.ts';
import { checkStep } from './checkStep.ts';
import type { Followed } from './followed.ts';

const STATUS_MS = 3000;

export interface StepHost {
  readonly handlers: Handlers<StepHostVerbs>;
  /** Somebody still looks at it. */
  stillHere(): Promise<void>;
  /** What the step lacks may be there by now. */
  lookAgain(): Promise<void>;
  /** What the tab is called. */
  readonly titled: Listenable<string>;
}

/** Answers a tab about one workshop: the step that one is at is remembered with the progress. */
export function handlersFor(guest: Guest, followed: Followed, subject: StepSubject): StepHost {
  const { ask } = guest.engine;
  const titled = createSignal<string>();
  let shown: StepView | null = null;

  const read = () => ask.workshopStep({ ...subject, ...followed.asker(), step: null });
  async function open(): Promise<ShownStep> {
    shown = withTitles(await read(), guest);
    // Its commands are offered beside it, whether the tree was ever looked at or not.
    guest.keys.set('ingestionWorkshop.hasWorkshop', true);
    titled.fire(`${shown.step.number} ${shown.step.title}`);
    return { ...shown, isTrusted: vscode.workspace.isTrusted };
  }
  const now = async () => shown ?? (await open());
  const here = async () => (await now()).step.id;
  const note = async (what: StepHappening, step?: string) => {
    await ask.noteStep({ ...subject, step: step ?? (await here()), what });
    guest.workshopChanged.fire();
  };

  const check = async () => {
    needTrust();
    await checkStep(guest, subject, await here());
  };
  const answered = async (what: StepHappening) => {
    needTrust();
    await note(what);
    await check();
  };

  return {
    titled,
    stillHere: async () => ask.noteStep({ ...subject, step: await here(), what: { kind: 'seen' } }),
    lookAgain: async () => {
      const lacked = shown?.step.lacks.length ?? 0;
      if (lacked > 0 && (await read()).step.lacks.length !== lacked) guest.workshopChanged.fire();
    },
    handlers: {
      ...aids(guest, subject, now),
      open,
      go: ({ step }) => (step === null ? void guest.call('goToWorkshopStep') : note({ kind: 'opened' }, step)),
      next: async () => {
        const view = await now();
        // Nothing is looked at: who goes on has read it.
        if (view.checks === 0 && !view.guess && !view.quiz) await note({ kind: 'checked', passed: true });
        await (view.after ? note({ kind: 'opened' }, view.after.id) : sayEnd(guest));
      },
      previous: async () => {
        const { before } = await now();
        if (before) await note({ kind: 'opened' }, before.id);
      },
      press: async ({ button }) => {
        const chosen = (await now()).buttons[button];
        if (chosen) await press(guest, subject.folder, chosen);
      },
      follow: async ({ link }) =>
        openPlace(await ask.workshopLink({ ...subject, step: await here(), language: guest.text.language, link }), true),
      check,
      stopCheck: async () => ask.stopCheck({ ...subject, step: await here() }),
      hint: ({ hint }) => note({ kind: 'hintShown', hint }),
      guess: ({ value }) => answered({ kind: 'guessed', guess: value }),
      tick: ({ ticked }) => answered({ kind: 'ticked', ticked }),
    },
  };
}

/** Where nothing is run. Usage `not_trusted`. */
function needTrust(): void {
  if (!vscode.workspace.isTrusted) throw fail('usage', 'not_trusted');
}

type Aid = 'copy' | 'openFile' | 'debug' | 'manageTrust' | 'goOnHere' | 'solution' | 'reset' | 'undoReset';

/** What is done beside the page. */
function aids(guest: Guest, subject: StepSubject, now: () => Promise<StepView>): Pick<Handlers<StepHostVerbs>, Aid> {
  const { workshop, folder } = subject;
  const given = async () => ({ workshop, folder, step: (await now()).step.id });
  return {
    copy: ({ text }) => copy(guest, text),
    openFile: ({ path, line = 1, column = 1 }) => openPlace({ file: pathInside(folder, path), line, column }, true),
    debug: async () => debug(guest, folder, await now()),
    manageTrust: async () => void (await vscode.commands.executeCommand('workbench.trust.manage')),
    goOnHere: async () => void (await guest.call('startWorkshop', { ...subject, kind: 'workshop' })),
    solution: async () => void (await guest.call('showSolution', await given())),
    reset: async () => void (await guest.call('resetStep', await given())),
    undoReset: async () => void (await guest.call('undoReset', await given())),
  };
}

async function debug(guest: Guest, folder: string, { debugs }: StepView): Promise<void> {
  if (debugs === null) return;
  const uri = vscode.Uri.file(pathInside(folder, debugs));
  // Without trust nothing stops there: who runs it says so.
  const { showToStop } = await import('./showToStop.ts');
  if (vscode.workspace.isTrusted) await showToStop(uri);
  await guest.call('debugActivity', uri);
}

/** Not waited for: it is read when it is read. */
function sayEnd({ text }: Guest): void {
  void vscode.window.showInformationMessage(text.say('step.finished'));
}

async function copy({ text }: Guest, copied: string): Promise<void> {
  await vscode.env.clipboard.writeText(copied);
  vscode.window.setStatusBarMessage(text.say('step.copied'), STATUS_MS);
}

/** A command's button says what the palette calls it. */
function withTitles(view: StepView, { context }: Guest): StepView {
  // SAFETY: package.json is VS Code's `unknown`; its commands are checked by a test.
  const { contributes } = context.extension.packageJSON as {
    contributes: { commands: readonly { command: string; title: string | { value: string } }[] };
  };
  // In another display language than English VS Code hands over both, the translation as `value`.
  const titleOf = (name: string): string => {
    const title = contributes.commands.find(({ command }) => command === `ingestionWorkshop.${name}`)?.title ?? name;
    return typeof title === 'string' ? title : title.value;
  };
  const buttons = view.buttons.map(one =>
    one.does === 'command' && one.title === null ? { ...one, title: titleOf(one.name).replace(/(?:…|\.\.\.)$/, '') } : one,
  );
  return { ...view, buttons };
}

async function press(guest: Guest, folder: string, { does, name, line, given }: StepButton): Promise<void> {
  if (does === 'open') return openPlace({ file: pathInside(folder, name), line, column: 1 }, true);
  if (does === 'run') return void (await guest.call('run', vscode.Uri.file(pathInside(folder, name))));
  const { commandTable } = await import('../../commands.ts');
  if (!Object.hasOwn(commandTable, name)) throw fail('config', 'workshop_unknown_command', { command: name });
  // A command that works on an input takes the step's own: the page is in front, no editor.
  const meant = given.map(one => (isInputName(one) ? vscode.Uri.file(pathInside(folder, one)) : one));
  await vscode.commands.executeCommand(`ingestionWorkshop.${name}`, ...meant);
}
