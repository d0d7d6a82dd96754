import type { Handlers } from '../protocol/peer.ts';
import type { WorkshopVerbs } from '../protocol/workshop.ts';
import type { WorkshopDesk } from './workshopDesk.ts';

/** Workshops that somebody follows. All that reads them is read when somebody asks first. */
export function createWorkshopVerbs(): Handlers<WorkshopVerbs> {
  let opened: Promise<WorkshopDesk> | undefined;
  const desk = () => (opened ??= import('./workshopDesk.ts').then(({ openWorkshopDesk }) => openWorkshopDesk()));
  return {
    workshops: async asked => (await desk()).workshops(asked),
    workshopStep: async asked => (await desk()).step(asked),
    workshopLink: async asked => (await desk()).link(asked),
    noteStep: async asked => (await desk()).note(asked),
  };
}
