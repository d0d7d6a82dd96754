import { version } from '../../package.json';
import { readFile } from 'node:fs/promises';
import type { RunOptions } from '../model/event.ts';
import { fileProblem } from '../model/fileProblem.ts';
import type { IngestionWorkflowInput } from '../model/generated/types.ts';
import { ProblemError } from '../model/problem.ts';
import { runDefaults } from '../model/runDefaults.ts';
import type { IngestRequest } from '../protocol/ingestRequest.ts';
import { checkInputText, currentFolderOf, type InputPlace } from './readInputFile.ts';

const DEFAULTS = runDefaults(version);

/** The input of a run; the first thing that is wrong with it is thrown. */
export async function readInputFile(place: InputPlace): Promise<IngestionWorkflowInput> {
  const { file } = place;
  const { input, problems } = await checkInputText(place, await readText(file));
  if (input) return input;
  throw new ProblemError(problems[0] ?? { kind: 'config', code: 'input_empty', params: {}, file });
}

const readText = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: unknown) => {
    throw fileProblem(error, file);
  });

/** Only where it was asked for. */
export const runIdOf = ({ runId }: IngestRequest): { readonly runId?: string } =>
  runId === undefined ? {} : { runId };

/** What a request leaves open is as everywhere. */
export function optionsOf(request: IngestRequest): RunOptions {
  const { file, only, from, sources, concurrency } = request;
  return {
    ...DEFAULTS,
    inputFile: file,
    currentFolder: currentFolderOf(request),
    only: only ?? null,
    from: from ?? null,
    sources: sources ?? [],
    concurrency: concurrency ?? DEFAULTS.concurrency,
  };
}
