import type { QuickPickItem } from 'vscode';
import type { KnownRun } from './nodes.ts';
import type { Text } from './text.ts';

/** A run among those to choose from. */
export const runEntry = (run: KnownRun, text: Text): QuickPickItem & { readonly run: KnownRun } => ({
  label: text.dateTime(run.startedAt),
  description: `${text.say(`runStatus.${run.status}`)} · ${run.runId}`,
  run,
});
