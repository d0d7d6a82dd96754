import type { Workshop, WorkshopStep } from '../../model/generated/types.ts';
import type { InputProblem } from '../../model/inputProblem.ts';
import { toProblem, type Params, type Reason } from '../../model/problem.ts';
import { firstFaults } from '../../model/workshop/limits.ts';
import { stepText } from '../../model/workshop/workshopFile.ts';
import { didYouMean } from '../inputFault.ts';
import type { InputText } from '../readInput.ts';
import type { TextPath } from '../textTree.ts';
import { brokenLinks, countWords } from './readStepText.ts';
import { readWorkshop, type ReadWorkshop } from './readWorkshop.ts';

/** The disk as a workshop sees it. */
export interface WorkshopFolder {
  /** Its files, relative to it, with `/`; links are not followed, dot-folders and `node_modules` left out. */
  list(): Promise<readonly string[]>;
  /** Config `workshop_file_too_large`. */
  read(path: string): Promise<string>;
}

/** Of a step's text, in words: it is read beside its work, not before it. */
export const LONGEST_TEXT = 150;

export interface WorkshopOptions extends InputText {
  /** What a step's button may name; absent: not known here. */
  readonly commands?: readonly string[];
}

type CheckedWorkshop = Pick<ReadWorkshop, 'workshop' | 'warnings' | 'problems'>;

/**
 * `workshop.yaml` with all its faults, and what it names: texts in every language, files, folders, links, commands.
 * Rejects only where the disk fails.
 */
export async function checkWorkshop(text: string, options: WorkshopOptions, folder: WorkshopFolder): Promise<CheckedWorkshop> {
  const { workshop, problems, warnings, locate } = readWorkshop(text, options);
  if (!workshop) return { workshop, problems, warnings };
  const files = await folder.list();
  const has = (path: string): boolean => files.includes(path);
  const hasFolder = (path: string): boolean => files.some(file => file.startsWith(`${trimmed(path)}/`));
  const found: InputProblem[] = [];
  const tell = (path: TextPath, code: string, params: Params, meant: Meant = {}): void => {
    const { keyRange: _key, ...span } = locate(path);
    const { file } = options;
    found.push({ kind: 'config', code, params, ...meant, ...(file === undefined ? {} : { file }), ...span });
  };
  const look: Look = { has, hasFolder, tell, ...(options.commands ? { commands: options.commands } : {}) };
  if (typeof workshop.start === 'string' && !hasFolder(workshop.start))
    tell(['start'], 'workshop_folder_missing', { path: workshop.start });
  const made = new Set(startFiles(workshop, files));
  for (const { step, path, part } of stepsOf(workshop)) {
    for (const name of stepFiles(step, files)) made.add(name);
    stepNames(look, { step, path, made });
    for (const { code, params, at } of await caseFindings(folder, step, has)) tell([...path, 'checks', at, 'file'], code, params);
    for (const language of workshop.languages) {
      const file = stepText(language, part, step.id);
      if (!has(file)) tell([...path, 'id'], 'workshop_text_file_missing', { path: file });
      else for (const { code, params } of await textFindings(folder, file, has)) tell([...path, 'id'], code, params);
    }
  }
  for (const file of unusedTexts(workshop, files)) tell(['languages'], 'workshop_text_unused', { path: file });
  return { workshop: found.length > 0 ? undefined : workshop, problems: firstFaults(found), warnings };
}

type Meant = ReturnType<typeof didYouMean>;

interface Look {
  readonly commands?: readonly string[];
  has(path: string): boolean;
  hasFolder(path: string): boolean;
  tell(path: TextPath, code: string, params: Params, meant?: Meant): void;
}

interface StepAt {
  readonly step: WorkshopStep;
  readonly path: TextPath;
  /** Files of the learner's folder when the step is done. */
  readonly made: ReadonlySet<string>;
}

export const stepsOf = ({ parts }: Workshop) =>
  parts.flatMap((part, at) =>
    part.steps.map((step, place) => ({ step, part: part.id, path: ['parts', at, 'steps', place] as const })),
  );

const trimmed = (path: string): string => path.replace(/\/+$/, '');

const below = (folder: string | null | undefined, files: readonly string[]): string[] => {
  if (!folder) return [];
  const start = `${trimmed(folder)}/`;
  return files.flatMap(file => (file.startsWith(start) ? file.slice(start.length) : []));
};

const startFiles = ({ start }: Workshop, files: readonly string[]) => below(start, files);
const stepFiles = ({ solution }: WorkshopStep, files: readonly string[]) => below(solution?.files, files);

/** What a step names that is not there. */
function stepNames({ commands, has, hasFolder, tell }: Look, { step, path, made }: StepAt): void {
  const { input } = step.guess ?? {};
  if (input && !made.has(input)) tell([...path, 'guess', 'input'], 'workshop_learner_file_missing', { path: input });
  for (const [at, action] of (step.actions ?? []).entries()) {
    const place = [...path, 'actions', at];
    for (const key of ['open', 'run'] as const) {
      const name = action[key];
      if (name && !made.has(name)) tell([...place, key], 'workshop_learner_file_missing', { path: name });
    }
    const { command } = action;
    if (command && commands && !commands.includes(command))
      tell([...place, 'command'], 'workshop_unknown_command', { command }, didYouMean(command, commands));
  }
  for (const [at, { kind, file, module }] of (step.checks ?? []).entries()) {
    if (kind !== 'cases') continue;
    if (file && !has(file)) tell([...path, 'checks', at, 'file'], 'workshop_file_missing', { path: file });
    if (module && !made.has(module)) tell([...path, 'checks', at, 'module'], 'workshop_learner_file_missing', { path: module });
  }
  const folders = [step.solution?.files, ...(step.mistakes ?? []).map(mistake => mistake.files)];
  for (const [at, name] of folders.entries())
    if (name && !hasFolder(name))
      tell([...path, ...(at === 0 ? ['solution'] : ['mistakes', at - 1]), 'files'], 'workshop_folder_missing', { path: name });
  const titles = (step.checks ?? []).flatMap(({ title }) => Object.values(title));
  for (const [at, { check }] of (step.mistakes ?? []).entries())
    if (check && !titles.includes(check)) tell([...path, 'mistakes', at, 'check'], 'workshop_no_such_check', { check });
}

/** They stand in another file, which the sentence names. */
async function textFindings(folder: WorkshopFolder, file: string, has: Look['has']): Promise<Reason[]> {
  const text = await readOrReason(folder, file);
  if (typeof text !== 'string') return [text];
  const words = countWords(text);
  const at = { path: file, line: 1 };
  return [
    ...(words === 0 ? [{ code: 'workshop_text_empty', params: at }] : []),
    ...(words > LONGEST_TEXT ? [{ code: 'workshop_text_long', params: { ...at, words, limit: LONGEST_TEXT } }] : []),
    ...brokenLinks(text, file, has).map(({ link, line }) => ({
      ...{ code: 'workshop_link_broken', params: { path: file, line, link } },
    })),
  ];
}

/** What they say is tried with the step. */
async function caseFindings(folder: WorkshopFolder, { checks }: WorkshopStep, has: Look['has']) {
  const found: (Reason & { readonly at: number })[] = [];
  for (const [at, { kind, file }] of (checks ?? []).entries()) {
    const read = kind === 'cases' && file && has(file) ? await readOrReason(folder, file) : '';
    if (typeof read !== 'string') found.push({ ...read, at });
  }
  return found;
}

async function readOrReason(folder: WorkshopFolder, file: string): Promise<string | Reason> {
  try {
    return await folder.read(file);
  } catch (thrown) {
    const { code, params } = toProblem(thrown);
    if (code !== 'workshop_file_too_large') throw thrown;
    return { code, params };
  }
}

/** A text that no step shows: mostly a step that was renamed in one place only. */
function unusedTexts(workshop: Workshop, files: readonly string[]): string[] {
  const { languages } = workshop;
  const shown = stepsOf(workshop).flatMap(({ part, step }) => languages.map(one => stepText(one, part, step.id)));
  const used = new Set(shown);
  const isText = (file: string) => file.endsWith('.md') && languages.some(one => file.startsWith(`${one}/`));
  return files.filter(file => isText(file) && !used.has(file));
}
