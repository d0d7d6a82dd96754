import * as vscode from 'vscode';
import type { FollowedPlace } from '../../../protocol/workshopFolder.ts';
import type { Guest } from '../../guest.ts';
import { FOCUS_WORKSHOP } from '../../views.ts';

/** What a window is to show, at once or when it has opened its folder. */
export type StepToOpen = FollowedPlace & {
  readonly step: string;
  /** The copy of a progress that could not be read. */
  readonly kept?: string | null;
};

/** The page of a step, and the tree with it. */
export async function openStep(guest: Guest, { folder, workDir, workshop, step, kept }: StepToOpen): Promise<void> {
  // Before the view: what a learner does not need yet leaves it the room.
  guest.keys.set('ingestionWorkshop.hasWorkshop', true);
  guest.workshopChanged.fire();
  await guest.call('openWorkshopStep', { kind: 'workshopStep', folder, workDir, workshop, step });
  await vscode.commands.executeCommand(FOCUS_WORKSHOP, { preserveFocus: true });
  if (kept) void vscode.window.showInformationMessage(guest.text.say('begin.afresh', { copy: kept }));
}
