import type { WorkshopPlace } from '../../../protocol/workshop.ts';
import type { Guest } from '../../guest.ts';
import { saveInside } from '../../saveOpen.ts';
import { windowsServer } from '../../windowsServer.ts';

/** What is judged is what lies on the disk: the learner's open files are saved first. */
export async function checkStep(guest: Guest, place: WorkshopPlace, step: string): Promise<void> {
  const { folder, workDir, workshop } = place;
  await saveInside(folder);
  const server = await windowsServer(guest);
  await guest.engine.ask.checkStep({ folder, workDir, workshop, step, language: guest.text.language, server });
  guest.workshopChanged.fire();
}
