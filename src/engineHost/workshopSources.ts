import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { PROGRESS_FOLDER } from '../adapters/workshop/progressFile.ts';
import { openWorkshopFolder, readDescription } from '../adapters/workshopFolder.ts';
import { checkWorkshop } from '../engine/workshop/checkWorkshop.ts';
import { readWorkshop } from '../engine/workshop/readWorkshop.ts';
import type { Workshop } from '../model/generated/types.ts';
import { fail, ProblemError, toProblem, type Problem } from '../model/problem.ts';
import type { Language } from '../model/text.ts';
import type { WorkshopChoice, WorkshopFolderVerbs } from '../protocol/workshopFolder.ts';

export type Choice = WorkshopChoice;

const DESCRIPTION = 'workshop.yaml';

/** A folder with a description in it is a workshop. */
export const shippedIds = (content: string): Promise<readonly string[]> => foldersWith(content, DESCRIPTION);

export const begunIds = (workDir: string): Promise<readonly string[]> =>
  foldersWith(path.join(workDir, PROGRESS_FOLDER), 'progress.json');

async function foldersWith(root: string, file: string): Promise<readonly string[]> {
  const names = await namesIn(root);
  const found = names.map(async name => ((await namesIn(path.join(root, name))).includes(file) ? [name] : []));
  return (await Promise.all(found)).flat().sort();
}

const namesIn = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);

/** Its first fault is thrown; data `workshop_gone` where it is no more. */
export async function readAt(root: string): Promise<Workshop> {
  const file = path.join(root, DESCRIPTION);
  const { workshop, problems } = readWorkshop(await textAt(file), { language: 'yaml', file });
  if (problems[0]) throw new ProblemError(problems[0]);
  if (!workshop) throw fail('config', 'workshop_empty', {});
  return workshop;
}

async function textAt(file: string): Promise<string> {
  try {
    return await readDescription(file);
  } catch (error) {
    if (toProblem(error).code === 'file_missing') throw fail('data', 'workshop_gone', { path: file }, error);
    throw error;
  }
}

/** Another's workshop, with all its faults. */
export async function checkAt({
  source,
  commands,
  language,
}: Parameters<WorkshopFolderVerbs['checkWorkshopFolder']>[0]): Promise<{
  choice: Choice | null;
  problems: readonly Problem[];
}> {
  const file = path.join(source, DESCRIPTION);
  const options = { language: 'yaml', file, commands } as const;
  const { workshop, problems } = await checkWorkshop(await textAt(file), options, openWorkshopFolder(source));
  return { choice: workshop ? chosen(workshop, source, language) : null, problems };
}

export function chosen(workshop: Workshop, source: string | null, language: Language): Choice {
  const say = (text: Readonly<Record<string, string>> | null | undefined): string =>
    text?.[language] ?? text?.[workshop.languages[0] ?? 'en'] ?? '';
  return {
    ...{ id: workshop.id, source, title: say(workshop.title), summary: say(workshop.summary) },
    minutes: workshop.parts.reduce((sum, { minutes }) => sum + minutes, 0),
    parts: workshop.parts.map(({ id, title, minutes, steps }) => ({
      ...{ id, title: say(title), minutes },
      steps: steps.map(step => ({ id: step.id, title: say(step.title), hasSolution: Boolean(step.solution) })),
    })),
  };
}
