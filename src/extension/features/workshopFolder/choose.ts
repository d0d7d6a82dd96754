import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { FollowedPlace, PartChoice, WorkshopChoice } from '../../../protocol/workshopFolder.ts';
import type { WorkshopGiven } from '../../commandArguments.ts';
import type { Guest } from '../../guest.ts';

export type Followed = WorkshopChoice & FollowedPlace;
export type StepAt = Followed & { readonly step: string; readonly stepTitle: string };
export type PartAt = Followed & { readonly part: string; readonly partTitle: string };

/** The one that is meant; asks where there are several. Usage `no_workshop_begun`. */
export async function chooseFollowed(guest: Guest, given?: WorkshopGiven): Promise<Followed | undefined> {
  const all = await begun(guest);
  const meant = all.filter(
    one =>
      (given?.workshop === undefined || one.workshop === given.workshop) &&
      (given?.folder === undefined || one.folder === given.folder),
  );
  if (meant.length === 0) throw fail('usage', 'no_workshop_begun');
  if (meant.length === 1) return meant[0];
  const entries = meant.map(one => ({ label: one.title, description: one.folder, one }));
  return (await vscode.window.showQuickPick(entries, { placeHolder: guest.text.say('begin.which') }))?.one;
}

async function begun({ engine, folders, text }: Guest): Promise<readonly Followed[]> {
  const open = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const asked = open.map(async ({ uri }) => {
    const workDir = folders.of(uri);
    return workDir ? engine.ask.begunWorkshops({ folder: uri.fsPath, workDir, language: text.language }) : [];
  });
  return (await Promise.all(asked)).flat();
}

export async function chooseStep(
  guest: Guest,
  given: WorkshopGiven | undefined,
  only: (step: PartChoice['steps'][number]) => boolean = () => true,
): Promise<StepAt | undefined> {
  const followed = await chooseFollowed(guest, given);
  if (!followed) return undefined;
  const steps = followed.parts.flatMap(part => part.steps.filter(only).map(step => ({ part, step })));
  const entries = steps.map(({ part, step }) => ({ label: step.title, description: part.title, step }));
  const known = steps.find(({ step }) => step.id === given?.step)?.step;
  const step =
    known ?? (await vscode.window.showQuickPick(entries, { placeHolder: guest.text.say('begin.step') }))?.step;
  return step && { ...followed, step: step.id, stepTitle: step.title };
}

export async function choosePart(guest: Guest, given: WorkshopGiven | undefined): Promise<PartAt | undefined> {
  const followed = await chooseFollowed(guest, given);
  if (!followed) return undefined;
  const known = followed.parts.find(
    ({ id, steps }) => id === given?.part || steps.some(step => step.id === given?.step),
  );
  const entries = followed.parts.map(part => ({
    ...{ label: part.title, description: guest.text.say('begin.minutes', { minutes: part.minutes }), part },
  }));
  const part =
    known ?? (await vscode.window.showQuickPick(entries, { placeHolder: guest.text.say('begin.part') }))?.part;
  return part && { ...followed, part: part.id, partTitle: part.title };
}

export const placeOf = ({ folder, workDir, workshop }: FollowedPlace): FollowedPlace => ({ folder, workDir, workshop });
