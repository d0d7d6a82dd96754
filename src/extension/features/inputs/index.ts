import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { findInputs, watchInputs } from '../../inputFiles.ts';
import { watchDiagnostics } from './diagnostics.ts';
import { provideFixes } from '../../wordFixes.ts';
import { provideSuggestions } from './suggestions.ts';

/** Input files: new ones, their problems, their completion; and whether there is any, for the empty states. */
export function activate(guest: Guest): Pick<CommandHandlers, 'newInput' | 'newApiIngestion' | 'proposeRules'> {
  watchDiagnostics(guest);
  provideSuggestions(guest);
  provideFixes(guest);
  guest.own(guest.folders.looked.listen(() => void look(guest).catch(guest.notices.thrown)));
  return {
    newInput: async () => (await import('./newInput.ts')).newInput(guest),
    newApiIngestion: async (at, proposed) =>
      (await import('./newApiIngestion.ts')).newApiIngestion(guest, at, proposed),
    proposeRules: async given => (await import('./proposeRules.ts')).proposeRules(guest, given),
  };
}

/** Only when somebody looks at the trees: a search in the whole folder is not for every window. */
async function look(guest: Guest): Promise<void> {
  const count = async () => {
    const some = (await findInputs()).length > 0;
    guest.keys.set('ingestionWorkshop.hasInput', some);
    // Somebody looks, and there is something to run: the engine is needed soon.
    if (some) guest.engine.warm();
  };
  guest.own(watchInputs(() => void count().catch(guest.notices.thrown)));
  await Promise.allSettled([count(), guest.folders.follow()]);
  guest.keys.set('ingestionWorkshop.ready', true);
}
