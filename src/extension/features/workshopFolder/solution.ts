import * as vscode from 'vscode';
import type { SolutionFile, SolutionPlan } from '../../../model/workshop/learnerWork.ts';
import type { WorkshopGiven } from '../../commandArguments.ts';
import type { Guest } from '../../guest.ts';
import { saveInside } from '../../saveOpen.ts';
import { windowsServer } from '../../windowsServer.ts';
import { chooseStep, placeOf, type StepAt } from './choose.ts';
import { offerUndo, workVisibly } from './reset.ts';
import { solutionUri, stepShown } from './solutionTexts.ts';

/** What the learner has at the left, the solution at the right, per file; applied on request. */
export async function showSolution(guest: Guest, given?: WorkshopGiven): Promise<void> {
  const at = await chooseStep(guest, given, ({ hasSolution }) => hasSolution);
  if (!at) return;
  const plan = await guest.engine.ask.planSolution({ ...placeOf(at), step: at.step });
  guest.workshopChanged.fire();
  for (const file of plan.files) await showDiff(guest, at, file);
  void offerToApply(guest, at, plan).catch(guest.notices.thrown);
}

async function showDiff({ text }: Guest, at: StepAt, { path, before }: SolutionFile): Promise<void> {
  const side = { ...placeOf(at), step: at.step, path };
  const mine = vscode.Uri.joinPath(vscode.Uri.file(at.folder), path);
  await vscode.commands.executeCommand(
    'vscode.diff',
    before === null ? solutionUri({ ...side, empty: true }) : mine,
    solutionUri({ ...side, empty: false }),
    text.say('solution.diff', { file: path }),
    { preview: false },
  );
}

async function offerToApply(guest: Guest, at: StepAt, { files, run }: SolutionPlan): Promise<void> {
  const { text } = guest;
  const apply = text.say('solution.apply');
  const lines = run.map(line => `ingestion-workshop ${line}`).join(' · ');
  const said = files.length === 0 ? 'solution.onlyRuns' : run.length === 0 ? 'solution.shown' : 'solution.shownRuns';
  const chosen = await vscode.window.showInformationMessage(text.say(said, { step: at.stepTitle, lines }), apply);
  // Its button stays when the solution is applied from the editor's title meanwhile.
  if (chosen === apply) await applyTo(guest, at, files.length > 0);
}

/** A step's solution over the learner's files, without looking at it first. */
export async function applySolution(guest: Guest, given?: WorkshopGiven | vscode.Uri): Promise<void> {
  const asked = given instanceof vscode.Uri ? stepShown(given) : given;
  const at = await chooseStep(guest, asked, ({ hasSolution }) => hasSolution);
  if (at) await applyTo(guest, at);
}

/** Of files that are the solution already nothing is written, and its lines are not run again where `once`. */
async function applyTo(guest: Guest, at: StepAt, once = false): Promise<void> {
  await saveInside(at.folder);
  const place = placeOf(at);
  const { files, run } = await guest.engine.ask.planSolution({ ...place, step: at.step });
  const canUndo = files.some(({ before, after }) => before !== after);
  if (!canUndo && (once || run.length === 0))
    return void vscode.window.showInformationMessage(guest.text.say('solution.already', { step: at.stepTitle }));
  const title = guest.text.say('solution.applying', { step: at.stepTitle });
  const server = await windowsServer(guest);
  const done = await workVisibly(guest, place, title, {
    run: () => guest.engine.ask.applySolution({ ...place, step: at.step, server }),
    canUndo,
  });
  const said = guest.text.say('solution.applied', { step: at.stepTitle });
  if (done) offerUndo(guest, place, { said, can: done.backup !== null });
}
