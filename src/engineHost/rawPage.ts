import type { RawPage } from '../adapters/cleaning/job.ts';
import { fail } from '../model/problem.ts';
import type { RunState } from '../model/runState.ts';
import type { CleanedPage } from '../protocol/cleaning.ts';
import type { Held } from './heldFolders.ts';
import { stageFiles } from './stageFiles.ts';

/** As the run converted it. Data `no_html`. */
export async function rawPage(held: Held, place: CleanedPage): Promise<RawPage> {
  const { input, byUri } = runState(held, place.runId);
  const found = await firstRead(await stageFiles(held, place, { uri: place.uri, stage: 'SCRAPING' }));
  if (!found) throw fail('data', 'no_html', { uri: place.uri });
  const finalUri = byUri.get(place.uri)?.source.metadata?.['final_uri'];
  const { main_content: mainContent, keep } = input.conversion_config ?? {};
  return {
    bytes: found.bytes,
    contentType: held.folder.contentType(place.uri) ?? '',
    options: {
      url: typeof finalUri === 'string' ? finalUri : place.uri,
      ...{ mainContent: mainContent ?? true, keep: keep ?? [] },
    },
  };
}

/** Data `run_gone`. */
export function runState({ follower }: Held, runId: string): RunState {
  const state = follower.state(runId);
  if (!state) throw fail('data', 'run_gone', { run: runId });
  return state;
}

/** The Markdown of the run; null where there is none. */
export async function textOfStage(held: Held, place: CleanedPage): Promise<string | null> {
  const found = await firstRead(await stageFiles(held, place, { uri: place.uri, stage: 'CONVERTION' }));
  return found && new TextDecoder().decode(found.bytes);
}

/** The first file that is still there. */
export async function firstRead(
  files: Awaited<ReturnType<typeof stageFiles>>,
): Promise<{ file: string; bytes: Uint8Array } | null> {
  for (const { file, read } of files) {
    const bytes = await read().catch(() => undefined);
    if (bytes) return { file, bytes };
  }
  return null;
}
