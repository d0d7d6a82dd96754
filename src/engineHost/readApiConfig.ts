import { readFile } from 'node:fs/promises';
import type { ApiIngestRequest, BackfillRequest } from '../engine/api/apiParts.ts';
import { readApiInput } from '../engine/readApiInput.ts';
import type { ApiIngestionInput } from '../model/generated/types.ts';
import { fail, ProblemError } from '../model/problem.ts';
import type { ApiConfigPlace, ApiRunRequest, BackfillAsked } from '../protocol/datasets.ts';
import { languageOf } from './readInputFile.ts';

/** A configuration of `ingest-api`. Config: what is wrong with it. */
export async function readApiConfig(file: string): Promise<ApiIngestionInput> {
  const { input, problems } = readApiInput(await readFile(file, 'utf8'), { language: languageOf(file) });
  if (input) return input;
  const [problem] = problems;
  throw new ProblemError(problem ? { ...problem, file } : fail('config', 'input_empty').problem);
}

/** What was asked for, for whichever engine runs it. */
export async function readApiRun(asked: ApiRunRequest): Promise<Pick<ApiIngestRequest, 'input' | 'options'>> {
  const read = await readApiConfig(asked.file);
  return { input: { ...read, start_date: asked.startDate, end_date: asked.endDate }, options: optionsOf(asked) };
}

export async function readBackfill(asked: BackfillAsked): Promise<Pick<BackfillRequest, 'input' | 'options'>> {
  const { mode, backwards, maxParallel, dates } = asked;
  const { input, options } = await readApiRun(asked);
  return { input, options: { ...options, mode, backwards, maxParallel, ...(dates && { dates }) } };
}

const optionsOf = ({ file, currentFolder }: ApiConfigPlace) => ({ inputFile: file, currentFolder });
