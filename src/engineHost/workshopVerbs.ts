import type { Handlers, Tells } from '../protocol/peer.ts';
import type { StepPlace, WorkshopGuestVerbs, WorkshopVerbs } from '../protocol/workshop.ts';
import { createStoppable } from './stoppable.ts';
import type { WorkshopDesk, WorkshopParts } from './workshopDesk.ts';

/** Workshops that somebody follows. All that reads them is read when somebody asks first. */
export function createWorkshopVerbs(
  parts: Omit<WorkshopParts, 'changed' | 'checking'>,
  tell: () => Tells<WorkshopGuestVerbs>,
): Handlers<WorkshopVerbs> {
  const checks = createStoppable();
  let opened: Promise<WorkshopDesk> | undefined;
  const desk = () =>
    (opened ??= import('./workshopDesk.ts').then(async ({ openWorkshopDesk }) =>
      openWorkshopDesk({
        ...{ ...parts, remembered: await parts.remembered(), changed: () => tell().workshopsChanged({}) },
        checking: moved => tell().checkMoved(moved),
      }),
    ));
  return {
    workshops: async asked => (await desk()).workshops(asked),
    workshopStep: async asked => (await desk()).step(asked),
    workshopLink: async asked => (await desk()).link(asked),
    checkStep: async asked => {
      const { check } = await desk();
      return checks.run(checkOf(asked), signal => check(asked, signal));
    },
    stopCheck: asked => checks.stop(checkOf(asked)),
    noteStep: async asked => (await desk()).note(asked),
  };
}

const checkOf = ({ workDir, workshop, step }: StepPlace): string => `${workDir} ${workshop} ${step}`;
