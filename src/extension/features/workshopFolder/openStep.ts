import type { FollowedPlace } from '../../../protocol/workshopFolder.ts';
import type { Guest } from '../../guest.ts';

/** The page of a step, and the tree with it. */
export async function openStep(
  guest: Guest,
  { folder, workDir, workshop }: FollowedPlace,
  step: string,
): Promise<void> {
  guest.workshopChanged.fire();
  await guest.call('openWorkshopStep', { kind: 'workshopStep', folder, workDir, workshop, step });
}
