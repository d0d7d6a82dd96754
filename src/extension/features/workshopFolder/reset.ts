import * as vscode from 'vscode';
import { toProblem } from '../../../model/problem.ts';
import type { StepScope } from '../../../model/workshop/steps.ts';
import type { FollowedPlace } from '../../../protocol/workshopFolder.ts';
import type { WorkshopGiven } from '../../commandArguments.ts';
import type { Guest } from '../../guest.ts';
import { problemText } from '../../problemText.ts';
import { saveInside } from '../../saveOpen.ts';
import { chooseFollowed, choosePart, chooseStep, placeOf } from './choose.ts';
import { openStep } from './openStep.ts';

export async function resetStep(guest: Guest, given?: WorkshopGiven): Promise<void> {
  const at = await chooseStep(guest, given);
  if (at) await reset(guest, placeOf(at), { scope: { step: at.step }, name: at.stepTitle });
}

export async function resetPart(guest: Guest, given?: WorkshopGiven): Promise<void> {
  const at = await choosePart(guest, given);
  if (at) await reset(guest, placeOf(at), { scope: { part: at.part }, name: at.partTitle });
}

export async function resetWorkshop(guest: Guest, given?: WorkshopGiven): Promise<void> {
  const at = await chooseFollowed(guest, given);
  if (at) await reset(guest, placeOf(at), { scope: {}, name: at.title });
}

interface Reset {
  readonly scope: StepScope;
  readonly name: string;
}

/** What is not saved is saved first: the backup holds what was on the screen. */
async function reset(guest: Guest, place: FollowedPlace, { scope, name }: Reset): Promise<void> {
  const { text, engine } = guest;
  await saveInside(place.folder);
  const { backup, files } = await engine.ask.resetWorkshop({ ...place, scope });
  guest.workshopChanged.fire();
  const said =
    backup === null ? text.say('reset.nothing', { name }) : text.say('reset.done', { name, count: files.length });
  offerUndo(guest, place, { said, can: backup !== null });
}

export async function undoReset(guest: Guest, given?: WorkshopGiven): Promise<void> {
  const at = await chooseFollowed(guest, given);
  if (at) await undo(guest, placeOf(at));
}

async function undo(guest: Guest, place: FollowedPlace): Promise<void> {
  const { text, engine } = guest;
  await saveInside(place.folder);
  const { reason, files } = await engine.ask.undoReset(place);
  if (reason === 'jump') guest.store.feed.runs(place.workDir, await engine.ask.watch({ workDir: place.workDir }));
  guest.workshopChanged.fire();
  void vscode.window.showInformationMessage(text.say(`undo.${reason}`, { count: files.length }));
}

/** The state in which a part begins: the practice site is needed for it, as by the learner. */
export async function jumpToPart(guest: Guest, given?: WorkshopGiven): Promise<void> {
  const at = await choosePart(guest, given);
  if (!at) return;
  const { text, engine } = guest;
  const place = placeOf(at);
  await saveInside(place.folder);
  await guest.call('startPracticeSite', 'quietly');
  const title = text.say('jump.title', { part: at.partTitle });
  const done = await workVisibly(guest, place, title, {
    run: () => engine.ask.jumpToPart({ ...place, part: at.part }),
    canUndo: true,
  });
  guest.store.feed.runs(place.workDir, await engine.ask.watch({ workDir: place.workDir }));
  if (!done) return;
  await openStep(guest, { ...place, step: done.step });
  offerUndo(guest, place, { said: text.say('jump.done', { part: at.partTitle }), can: true });
}

interface Work<T> {
  run(): Promise<T>;
  /** Something is replaced by it, whatever comes after. */
  readonly canUndo: boolean;
}

/** Line by line, with Cancel. Stopped or failed, what was replaced can be taken back: that is offered. */
export function workVisibly<T>(
  guest: Guest,
  place: FollowedPlace,
  title: string,
  { run, canUndo }: Work<T>,
): Thenable<T | undefined> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    const moved = guest.solving.listen(({ workDir, done, total, line }) => {
      if (workDir !== place.workDir || total === 0) return;
      progress.report({ message: line === '' ? `${done}/${total}` : `${done + 1}/${total} · ${line}` });
    });
    const stopping = token.onCancellationRequested(
      () => void guest.engine.ask.stopWorkshopWork({ workDir: place.workDir }),
    );
    try {
      return await run();
    } catch (error) {
      const problem = toProblem(error);
      const hasFailed = problem.code === 'solution_line_failed';
      if (!hasFailed && problem.code !== 'solution_stopped') throw error;
      const said = problemText(problem, guest.text);
      const kept = canUndo ? `${said} ${guest.text.say('solution.kept')}` : said;
      offerUndo(guest, place, { said: kept, can: canUndo, hasFailed });
      return undefined;
    } finally {
      moved.dispose();
      stopping.dispose();
      guest.workshopChanged.fire();
    }
  });
}

interface Said {
  readonly said: string;
  readonly can: boolean;
  readonly hasFailed?: boolean;
}

/** Not waited for: whoever wants it back says so later. */
export function offerUndo(guest: Guest, place: FollowedPlace, { said, can, hasFailed = false }: Said): void {
  const button = guest.text.say('action.undo');
  const offer = async () => {
    const { showErrorMessage, showInformationMessage } = vscode.window;
    const chosen = await (hasFailed ? showErrorMessage : showInformationMessage)(said, ...(can ? [button] : []));
    if (chosen === button) await undo(guest, place);
  };
  offer().catch(guest.notices.thrown);
}
