import type { RunState } from './runState.ts';

export interface NamedFile {
  readonly run: string;
  readonly path: string;
}

/** A file in the folder of `runId` that another run works on: given as its input, or recorded as an artifact. */
export function namedBy(runId: string, others: Iterable<RunState>): NamedFile | undefined {
  const folder = `runs/${runId}/`;
  for (const state of others) {
    const paths = state.sources.flatMap(({ source, activities }) => [
      source.raw_file_path,
      source.converted_md_path,
      source.chunking_file_path,
      ...[...activities.values()].map(({ artifact }) => artifact),
    ]);
    const found = paths.find(path => path?.replaceAll('\\', '/').includes(folder));
    if (found) return { run: state.runId, path: found };
  }
  return undefined;
}
