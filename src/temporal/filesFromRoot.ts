import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { createInputFolder } from '../adapters/inputFolder.ts';
import type { IngestionWorkflowInput, Source } from '../model/generated/types.ts';
import { fail } from '../model/problem.ts';
import { SOURCE_FILES } from '../model/temporal/wirePaths.ts';
import type { StartRequest } from './backEnd.ts';

/**
 * Files of INPUT are named relative to it (or to the current folder); on the wire, relative to the root that all workers
 * share. What is not there is left as it is: a worker may have it. Config `temporal_file_outside`.
 */
export async function filesFromRoot(
  { input, options }: Pick<StartRequest, 'input' | 'options'>,
  root: string,
): Promise<IngestionWorkflowInput> {
  const { inputFile, currentFolder } = options;
  const inputFolder = inputFile === null ? {} : { inputFolder: path.dirname(inputFile) };
  const folder = createInputFolder({ ...inputFolder, currentFolder });
  const turn = async (name: string): Promise<string> => {
    const found = await folder.resolve(name);
    if (found.kind !== 'ok') return name;
    const way = path.relative(await realpath(root), found.absolute);
    if (way === '..' || way.startsWith(`..${path.sep}`) || path.isAbsolute(way))
      throw fail('config', 'temporal_file_outside', { path: name, root });
    return way.split(path.sep).join('/');
  };
  return { ...input, sources: await Promise.all(input.sources.map(source => turnFiles(source, turn))) };
}

async function turnFiles(source: Source, turn: (name: string) => Promise<string>): Promise<Source> {
  const turned = { ...source };
  for (const field of SOURCE_FILES) {
    const name = source[field];
    if (name) turned[field] = await turn(name);
  }
  return turned;
}
