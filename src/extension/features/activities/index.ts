import * as vscode from 'vscode';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { watchFaults } from './faults.ts';
import { provideLenses } from './lenses.ts';

type Given = 'newActivity' | 'tryActivity' | 'debugActivity' | 'useActivity';

/** Activities of the learner's own: written, tried, debugged, given to an input. */
export function activate(guest: Guest): Pick<CommandHandlers, Given> {
  provideLenses(guest);
  const faults = watchFaults(guest);
  const tryOut = late(async () => (await import('./tryOut.ts')).createTryOut(guest, faults));
  return {
    newActivity: async () => (await import('./newActivity.ts')).newActivity(guest),
    tryActivity: async file => (await tryOut()).run(uriOf(file)),
    debugActivity: async file => (await tryOut()).debug(uriOf(file)),
    useActivity: async file => (await import('./useActivity.ts')).useActivity(guest, uriOf(file)),
  };
}

const uriOf = (given: unknown): vscode.Uri | undefined => (given instanceof vscode.Uri ? given : undefined);

function late<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
