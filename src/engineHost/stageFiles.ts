import path from 'node:path';
import { createArtifacts } from '../adapters/runs/artifactFiles.ts';
import { createInputFolder } from '../adapters/inputFolder.ts';
import type { MarkdownFile } from '../engine/findMarkdown.ts';
import { fail } from '../model/problem.ts';
import type { IndexPlace } from '../protocol/engine.ts';
import type { Held } from './heldFolders.ts';

const FIELDS = { SCRAPING: 'raw_file_path', CONVERTION: 'converted_md_path' } as const;

/** What the run that is looked at made of the page or was given for it; then what was made of it last. */
export async function stageFiles(
  { folder, follower }: Pick<Held, 'folder' | 'follower'>,
  { workDir, runId }: IndexPlace,
  { uri, stage }: { readonly uri: string; readonly stage: keyof typeof FIELDS },
): Promise<MarkdownFile[]> {
  const artifacts = createArtifacts(workDir, () => Promise.reject(fail('config', 'no_input_folder')));
  const files: MarkdownFile[] = [];
  const state = runId === null ? undefined : follower.state(runId);
  const source = state?.byUri.get(uri);
  const own = source?.source[FIELDS[stage]];
  const last = folder.lastArtifact(uri, stage);
  const ofRun = own && source.activities.get(stage)?.artifact === own ? own : null;
  for (const artifact of new Set([ofRun, last])) {
    if (artifact) files.push({ file: path.join(workDir, artifact), read: () => artifacts.read(artifact) });
  }
  if (own && !ofRun && state) {
    const { inputFile, currentFolder } = state.options;
    const inputFolder = inputFile === null ? currentFolder : path.dirname(inputFile);
    const input = createInputFolder({ inputFolder, currentFolder });
    const found = await input.resolve(own);
    if (found.kind === 'ok') files.unshift({ file: found.absolute, read: () => input.readBytes(own) });
  }
  return files;
}
