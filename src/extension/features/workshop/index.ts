import { fail } from '../../../model/problem.ts';
import type { StepHostVerbs, StepPageVerbs, StepSubject, WorkshopPlace } from '../../../protocol/workshop.ts';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { isWorkshopStep } from '../../nodes.ts';
import { createPanels } from '../../panels.ts';
import { createFollowed } from './followed.ts';
import { createWorkshopTree } from './tree.ts';

type Given =
  | 'checkWorkshopStep'
  | 'toggleStageMode'
  | 'openWorkshop' | 'openWorkshopStep' | 'goToWorkshopStep' | 'nextWorkshopStep' | 'previousWorkshopStep';

/** Workshops that are followed: the tree of their steps, and a page on which one works. */
export function activate(guest: Guest): Pick<CommandHandlers, Given> {
  const followed = createFollowed(guest);
  createWorkshopTree(guest, followed);
  const panels = createPanels<StepSubject, StepHostVerbs, StepPageVerbs>(
    guest,
    { page: 'step', icon: 'mortar-board' },
    async () => (await import('./panel.ts')).stepPanel(guest, followed),
  );

  async function show({ folder, workDir, workshop }: WorkshopPlace, step: string): Promise<void> {
    const place = { folder, workDir, workshop };
    followed.show(place);
    await guest.engine.ask.noteStep({ ...place, step, what: { kind: 'opened' } });
    guest.workshopChanged.fire();
    await panels.show(place);
  }
  async function showBeside(way: 1 | -1): Promise<void> {
    const { place, steps, at } = await followed.current();
    const next = steps[steps.findIndex(({ id }) => id === at) + way];
    if (!next) throw fail('usage', way === 1 ? 'workshop_last_step' : 'workshop_first_step');
    await show(place, next.id);
  }
  return {
    openWorkshop: async () => {
      const { place, at } = await followed.current();
      await show(place, at);
    },
    openWorkshopStep: node => (isWorkshopStep(node) ? show(node, node.step) : undefined),
    goToWorkshopStep: async () => {
      const { place, parts, at } = await followed.current();
      const { chooseStep } = await import('./chooseStep.ts');
      const step = await chooseStep(guest, parts, at);
      if (step !== undefined) await show(place, step);
    },
    checkWorkshopStep: async () => {
      const { place, at } = await followed.current();
      await show(place, at);
      await (await import('./checkStep.ts')).checkStep(guest, place, at);
    },
    nextWorkshopStep: () => showBeside(1),
    previousWorkshopStep: () => showBeside(-1),
    toggleStageMode: guest.stageMode.toggle,
  };
}
