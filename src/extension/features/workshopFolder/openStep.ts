import * as vscode from 'vscode';
import type { FollowedPlace } from '../../../protocol/workshopFolder.ts';
import type { Guest } from '../../guest.ts';
import { FOCUS_WORKSHOP } from '../../views.ts';

/** The page of a step, and the tree with it. */
export async function openStep(
  guest: Guest,
  { folder, workDir, workshop }: FollowedPlace,
  step: string,
): Promise<void> {
  // Before the view: what a learner does not need yet leaves it the room.
  guest.keys.set('ingestionWorkshop.hasWorkshop', true);
  guest.workshopChanged.fire();
  await guest.call('openWorkshopStep', { kind: 'workshopStep', folder, workDir, workshop, step });
  await vscode.commands.executeCommand(FOCUS_WORKSHOP, { preserveFocus: true });
}
