import type { SecretStorage } from 'vscode';
import type { EngineVerbs } from '../protocol/engine.ts';
import type { Setting } from './settings.ts';

/** The name under which VS Code keeps the key of the models' server. */
export const API_KEY = 'openaiApiKey';

/** What the engine is told at each start and at each change; without a key or an address it keeps its environment's. */
export async function modelServer(
  secrets: Pick<SecretStorage, 'get'>,
  baseUrl: Setting<string>,
): Promise<Parameters<EngineVerbs['useServer']>[0]> {
  return { apiKey: (await secrets.get(API_KEY)) ?? '', baseUrl: baseUrl.value };
}
