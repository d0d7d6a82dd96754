import * as vscode from 'vscode';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { once } from '../../once.ts';
import { IN_USE } from './inUse.ts';

const GIVEN = [
  'connectTemporal',
  'disconnectTemporal',
  'temporalMenu',
  'setTemporalApiKey',
  'forgetTemporalApiKey',
  'runOnTemporal',
  'backfillOnTemporal',
  'runTwin',
  'compareWithTwin',
  'terminateRun',
  'openInTemporal',
  'diagnoseTemporal',
  'startTemporalServer',
  'stopTemporalServer',
  'startTemporalWorker',
  'startPythonWorker',
  'restartTemporalWorker',
  'createTemporalNamespace',
  'stopTemporalWorkers',
] as const;
type Given = Pick<CommandHandlers, (typeof GIVEN)[number]>;

/** Runs on a Temporal server. Whoever does not use one loads nothing of this but the names of its commands. */
export function activate(guest: Guest): Given {
  const load = once(async () => (await import('./createTemporal.ts')).createTemporal(guest));
  const { context, settings, folders, notices, own } = guest;
  const isUsed = () => settings['temporal.enabled'].value || context.workspaceState.get(IN_USE, false);
  const wake = () =>
    void load()
      .then(({ wake: connect }) => connect())
      .catch(notices.thrown);
  own(folders.looked.listen(() => vscode.workspace.isTrusted && isUsed() && wake()));
  const late = GIVEN.map(name => [
    name,
    // SAFETY: the same name with the same arguments, once it is loaded.
    async (...args: unknown[]) => ((await load()).handlers[name] as (...given: unknown[]) => unknown)(...args),
  ]);
  // SAFETY: one for each of GIVEN.
  return Object.fromEntries(late) as Given;
}
