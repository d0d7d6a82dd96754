import type { ExtensionContext } from 'vscode';
import type { CommandName } from './commands.ts';
import { registerCommands } from './commandRegistry.ts';
import { createGuest } from './createGuest.ts';
import * as activities from './features/activities/index.ts';
import * as chunks from './features/chunks/index.ts';
import * as cleaning from './features/cleaning/index.ts';
import * as compare from './features/compare/index.ts';
import * as again from './features/again/index.ts';
import * as datasets from './features/datasets/index.ts';
import * as embedding from './features/embedding/index.ts';
import * as exporting from './features/export/index.ts';
import * as history from './features/history/index.ts';
import * as quality from './features/quality/index.ts';
import * as reconcile from './features/reconcile/index.ts';
import * as inputs from './features/inputs/index.ts';
import * as log from './features/log/index.ts';
import * as model from './features/model/index.ts';
import * as plug from './features/plug/index.ts';
import * as practiceServers from './features/practiceServers/index.ts';
import * as preview from './features/preview/index.ts';
import * as progress from './features/progress/index.ts';
import * as running from './features/running/index.ts';
import * as runs from './features/runs/index.ts';
import * as search from './features/search/index.ts';
import * as settings from './features/settings/index.ts';
import * as sources from './features/sources/index.ts';
import * as tables from './features/tables/index.ts';
import * as temporal from './features/temporal/index.ts';
import * as terminal from './features/terminal/index.ts';
import * as walkthrough from './features/walkthrough/index.ts';
import * as workFolder from './features/workFolder/index.ts';
import * as workshop from './features/workshop/index.ts';
import * as workshopFolder from './features/workshopFolder/index.ts';
import type { EngineProcess } from './engineProcess.ts';
import type { Feature } from './guest.ts';

const features = [
  workshop,
  sources,
  chunks,
  cleaning,
  compare,
  runs,
  history,
  running,
  again,
  plug,
  progress,
  inputs,
  search,
  practiceServers,
  workFolder,
  workshopFolder,
  log,
  model,
  terminal,
  walkthrough,
  settings,
  embedding,
  exporting,
  preview,
  reconcile,
  datasets,
  quality,
  tables,
  temporal,
  activities,
] as const;

type KeysOf<T> = T extends unknown ? keyof T : never;
type Given = KeysOf<ReturnType<(typeof features)[number]['activate']>>;

type Nothing<Names extends never> = Names;

/** A command of the table that no feature answers for does not compile here. */
export type Forgotten = Nothing<Exclude<CommandName, Given>>;

let engine: EngineProcess | null = null;

export function activate(context: ExtensionContext): void {
  const guest = createGuest(context);
  engine = guest.engine;
  for (const { activate: start } of features satisfies readonly { activate: Feature }[])
    guest.own(...registerCommands(start(guest), guest.notices));
}

/** The engine process parks what runs and ends with the window. */
export async function deactivate(): Promise<void> {
  await engine?.dispose();
}
