import * as vscode from 'vscode';
import type { TemporalPlace } from '../model/temporal/place.ts';
import type { Guest } from './guest.ts';
import { placeOf } from './temporalPlace.ts';

/** In VS Code's secret storage: no file, no setting, no log has it. */
export const TEMPORAL_KEY = 'temporalApiKey';

/** The Temporal server that this window uses, with its key. */
export async function windowsServer({ context, settings }: Guest): Promise<TemporalPlace> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? process.cwd();
  return placeOf(settings, (await context.secrets.get(TEMPORAL_KEY)) ?? '', folder);
}
