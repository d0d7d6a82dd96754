import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { PROGRESS_FOLDER, progressPath, type ProgressFiles } from '../adapters/workshop/progressFile.ts';
import { createVerdictFiles, type StepLook } from '../adapters/workshop/verdictFile.ts';
import type { Log } from '../engine/ports.ts';
import { fail, toProblem } from '../model/problem.ts';
import { happened } from '../model/workshop/foldProgress.ts';
import { outlineOf } from '../model/workshop/outline.ts';
import type { Progress } from '../model/workshop/progress.ts';
import { textLanguage } from '../model/workshop/said.ts';
import { showStep } from '../model/workshop/showStep.ts';
import type { StepOutcome } from '../model/workshop/stepOutcome.ts';
import type { StepView } from '../model/workshop/stepView.ts';
import type { FilePlace } from '../protocol/page.ts';
import type { Asker, CheckMoved, StepPlace, ToldOutline, WorkshopPlace, WorkshopVerbs } from '../protocol/workshop.ts';
import type { Holding, Looked } from './checkWork.ts';
import { readable } from './readableProgress.ts';
import { createSurroundedWorkshops, environmentOf } from './surroundedWorkshops.ts';
import { openWorkshopShelf, type OpenWorkshop } from './workshopShelf.ts';

type Asked<Verb extends keyof WorkshopVerbs> = Parameters<WorkshopVerbs[Verb]>[0];

export interface WorkshopParts extends Holding {
  readonly log: Log;
  remembered(): Promise<ProgressFiles>;
  /** What steps need came, or went. */
  changed(): void;
  /** A check begins, or all are over. */
  checking(moved: CheckMoved): void;
}

export type DeskParts = Omit<WorkshopParts, 'remembered'> & { readonly remembered: ProgressFiles };

export interface WorkshopDesk {
  check(asked: Asked<'checkStep'>, signal: AbortSignal): Promise<StepOutcome>;
  workshops(asked: Asked<'workshops'>): Promise<readonly ToldOutline[]>;
  step(asked: Asked<'workshopStep'>): Promise<StepView>;
  link(asked: Asked<'workshopLink'>): Promise<FilePlace>;
  note(asked: Asked<'noteStep'>): Promise<void>;
}

/** Joins a workshop to what a learner's folder remembers of it. */
export function openWorkshopDesk(parts: DeskParts): WorkshopDesk {
  const verdicts = createVerdictFiles();
  const files = parts.remembered;
  const open = createOpen(files);
  const surrounded = createSurroundedWorkshops(parts.changed);

  async function outlineAt(place: WorkshopPlace, asker: Asker): Promise<ToldOutline> {
    try {
      const { workshop, progress } = await open(place);
      const { languages } = workshop;
      const lacks = asker.isTrusted ? await surrounded.lacks(workshop, { ...place, ...asker }) : [];
      const outline = outlineOf(workshop, progress, { language: asker.language, languages, lacks });
      return { ...place, outline, problem: null };
    } catch (error) {
      return { ...place, outline: null, problem: toProblem(error) };
    }
  }

  return {
    workshops: async ({ language, server, isTrusted, ...place }) => {
      const ids = await begun(place.workDir);
      return Promise.all(ids.map(workshop => outlineAt({ ...place, workshop }, { language, server, isTrusted })));
    },
    step: async ({ step: asked, language, server, isTrusted, ...place }) => {
      const { workshop, progress, text } = await open(place);
      const lacks = isTrusted ? await surrounded.lacks(workshop, { ...place, server }) : [];
      const speech = { language, languages: workshop.languages };
      const step = asked ?? outlineOf(workshop, progress, { ...speech, lacks }).current;
      const read = await text(step, textLanguage(speech));
      const verdict = await verdicts.read(lookOf({ ...place, step }, progress));
      const view = showStep(workshop, progress, step, { ...speech, ...read, lacks, verdict });
      if (!view) throw noSuchStep(step);
      return view;
    },
    check: async ({ step, language, server, ...place }, signal) => {
      surrounded.forget();
      const { workshop, progress, files: own } = await open(place);
      const found = workshop.parts.flatMap(part => part.steps).find(({ id }) => id === step);
      if (!found) throw noSuchStep(step);
      const { lookAtStep } = await import('./checkWork.ts');
      const work = { place, step: found, files: own, progress, env: environmentOf(found, server) };
      const speech = { language, languages: workshop.languages };
      const total = found.checks?.length ?? 0;
      const moved = (done: number, title: string) => parts.checking({ ...place, step, done, total, title });
      const looked = await lookAtStep({ ...parts, ...work, speech, moved }, signal).finally(() => moved(total, ''));
      const file = files.of(place.workDir, place.workshop);
      const { progress: after } = await file.change(before => afterLook(before, step, looked));
      await verdicts.keep(lookOf({ ...place, step }, after), looked.verdict);
      return looked.outcome;
    },
    link: async ({ step, language, link, ...place }) => {
      const { workshop, locate } = await open(place);
      return locate(step, textLanguage({ language, languages: workshop.languages }), { link, folder: place.folder });
    },
    note: async ({ step, what, ...place }) => {
      const { workshop } = await open(place);
      if (!workshop.parts.some(part => part.steps.some(({ id }) => id === step))) throw noSuchStep(step);
      await files.of(place.workDir, place.workshop).change(progress => happened(progress, step, what, Date.now()));
    },
  };
}

function createOpen(files: ProgressFiles) {
  const shelf = openWorkshopShelf();
  return async (place: WorkshopPlace): Promise<OpenWorkshop & { readonly progress: Progress }> => {
    const progress = await readable(files.of(place.workDir, place.workshop), place);
    return { ...(await shelf.open(place.workshop, progress.folder)), progress };
  };
}

function afterLook(progress: Progress, step: string, { truth, outcome }: Pick<Looked, 'truth' | 'outcome'>): Progress {
  const at = Date.now();
  const measured = truth === null ? progress : happened(progress, step, { kind: 'measured', truth }, at);
  return happened(measured, step, { kind: 'checked', passed: outcome.passed }, at);
}

/** A verdict is that of one look: after a reset, and before the first look, there is none. */
const lookOf = ({ workDir, workshop, step }: StepPlace, { steps }: Progress): StepLook => ({
  folder: path.dirname(progressPath(workDir, workshop)),
  ...{ step, look: steps[step]?.checked ?? 0 },
});

const noSuchStep = (step: string) => fail('usage', 'workshop_no_such_step', { step });

/** Ids of those that a work folder remembers. */
async function begun(workDir: string): Promise<readonly string[]> {
  const entries = await readdir(path.join(workDir, PROGRESS_FOLDER), { withFileTypes: true }).catch(() => null);
  const folders = (entries ?? []).filter(entry => entry.isDirectory()).map(({ name }) => name);
  const found = await Promise.all(
    folders.map(async name => {
      const files = await readdir(path.join(workDir, PROGRESS_FOLDER, name)).catch(() => null);
      return files?.includes('progress.json') ? [name] : [];
    }),
  );
  return found.flat().sort();
}
