import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { openPending } from './pending.ts';
import { serveSolutions } from './solutionTexts.ts';

type Given =
  | 'startWorkshop'
  | 'openWorkshopFolder'
  | 'newWorkshop'
  | 'showSolution'
  | 'applySolution'
  | 'resetStep'
  | 'resetPart'
  | 'resetWorkshop'
  | 'undoReset'
  | 'jumpToPart';

/** Begins a workshop, and what may be done to a learner's folder: nothing of it is ever lost. */
export function activate(guest: Guest): Pick<CommandHandlers, Given> {
  guest.own(serveSolutions(guest));
  openPending(guest);
  const begin = () => import('./begin.ts');
  const solution = () => import('./solution.ts');
  const reset = () => import('./reset.ts');
  return {
    startWorkshop: async given => (await begin()).startWorkshop(guest, given),
    openWorkshopFolder: async file => (await begin()).openWorkshopFolder(guest, file),
    newWorkshop: async name => (await begin()).newWorkshop(guest, name),
    showSolution: async given => (await solution()).showSolution(guest, given),
    applySolution: async given => (await solution()).applySolution(guest, given),
    resetStep: async given => (await reset()).resetStep(guest, given),
    resetPart: async given => (await reset()).resetPart(guest, given),
    resetWorkshop: async given => (await reset()).resetWorkshop(guest, given),
    undoReset: async given => (await reset()).undoReset(guest, given),
    jumpToPart: async given => (await reset()).jumpToPart(guest, given),
  };
}
