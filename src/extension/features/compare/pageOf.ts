import path from 'node:path';
import type { Uri } from 'vscode';
import { choosePage } from '../../choosePage.ts';
import type { Guest } from '../../guest.ts';
import type { SourceNode } from '../../nodes.ts';

/** The page that a file is about: Markdown of a run, or an input with its newest run. A person is asked for the rest. */
export async function pageOf(guest: Guest, file?: Uri): Promise<SourceNode | undefined> {
  if (file === undefined) return choosePage(guest);
  await guest.folders.follow();
  return (await ofMarkdown(guest, file.fsPath)) ?? choosePage(guest, ofInput(guest, file.fsPath));
}

const ofInput = ({ store }: Guest, file: string) => store.runs().find(({ inputFile }) => inputFile === file);

async function ofMarkdown({ store }: Guest, file: string): Promise<SourceNode | undefined> {
  for (const run of store.runs()) {
    const inside = path.relative(run.workDir, file).replaceAll('\\', '/');
    if (!inside.startsWith(`runs/${run.runId}/`)) continue;
    const sources = await store.loadSources(run);
    const source = sources.find(({ stages }) => stages.some(({ artifact }) => artifact === inside));
    if (source) return { kind: 'source', workDir: run.workDir, runId: run.runId, uri: source.uri };
  }
  return undefined;
}
