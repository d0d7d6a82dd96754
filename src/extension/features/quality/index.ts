import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { once } from '../../once.ts';
import { createPanels } from '../../panels.ts';

/** Whether data are as they should be: rules over a file, a day or a dataset, and what is done about what they find. */
export function activate(guest: Guest): Pick<CommandHandlers, 'validateData' | 'showFindings' | 'quarantineRows'> {
  const validations = once(async () => (await import('./validations.ts')).createValidations(guest));
  const panels = createPanels(guest, { page: 'validation', icon: 'verified' }, async () =>
    (await import('./panel.ts')).validationPanel(guest, await validations()),
  );
  const acts = once(async () =>
    (await import('./acts.ts')).createActs(guest, { validations: await validations(), show: panels.show }),
  );
  return {
    validateData: async given => (await acts()).validateData(given),
    showFindings: async given => (await acts()).showFindings(given),
    quarantineRows: async given => (await acts()).quarantineRows(given),
  };
}
