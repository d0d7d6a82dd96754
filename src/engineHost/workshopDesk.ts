import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { PROGRESS_FOLDER, type ProgressFiles } from '../adapters/workshop/progressFile.ts';
import type { Log } from '../engine/ports.ts';
import { fail, toProblem } from '../model/problem.ts';
import { happened } from '../model/workshop/foldProgress.ts';
import { outlineOf } from '../model/workshop/outline.ts';
import type { Progress } from '../model/workshop/progress.ts';
import { textLanguage } from '../model/workshop/said.ts';
import { showStep } from '../model/workshop/showStep.ts';
import type { StepOutcome } from '../model/workshop/stepOutcome.ts';
import type { StepView, Verdict } from '../model/workshop/stepView.ts';
import type { FilePlace } from '../protocol/page.ts';
import type { Asker, StepPlace, ToldOutline, WorkshopPlace, WorkshopVerbs } from '../protocol/workshop.ts';
import type { Looked } from './checkWork.ts';
import type { HeldFolders } from './heldFolders.ts';
import { openWorkshopShelf, type OpenWorkshop } from './workshopShelf.ts';

type Asked<Verb extends keyof WorkshopVerbs> = Parameters<WorkshopVerbs[Verb]>[0];

export interface WorkshopParts extends Pick<HeldFolders, 'hold'> {
  readonly log: Log;
  remembered(): Promise<ProgressFiles>;
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
  const verdicts = new Map<string, Verdict>();
  const files = parts.remembered;
  const shelf = openWorkshopShelf();

  async function open({ workDir, workshop }: WorkshopPlace): Promise<OpenWorkshop & { readonly progress: Progress }> {
    const { progress, problem } = await files.of(workDir, workshop).read();
    if (problem) throw fail(problem.kind, problem.code, problem.params);
    return { ...(await shelf.open(workshop, progress.folder)), progress };
  }

  async function outlineAt(place: WorkshopPlace, asker: Asker): Promise<ToldOutline> {
    try {
      const { workshop, progress } = await open(place);
      const outline = outlineOf(workshop, progress, { ...asker, languages: workshop.languages });
      return { ...place, outline, problem: null };
    } catch (error) {
      return { ...place, outline: null, problem: toProblem(error) };
    }
  }

  return {
    workshops: async ({ language, lacks, ...place }) => {
      const ids = await begun(place.workDir);
      return Promise.all(ids.map(workshop => outlineAt({ ...place, workshop }, { language, lacks })));
    },
    step: async ({ step: asked, language, lacks, ...place }) => {
      const { workshop, progress, text } = await open(place);
      const speech = { language, languages: workshop.languages };
      const step = asked ?? outlineOf(workshop, progress, { ...speech, lacks }).current;
      const read = await text(step, textLanguage(speech));
      const view = showStep(workshop, progress, step, {
        ...speech,
        ...read,
        lacks,
        verdict: verdicts.get(verdictOf({ ...place, step })) ?? null,
      });
      if (!view) throw noSuchStep(step);
      return view;
    },
    check: async ({ step, language, ...place }, signal) => {
      const { workshop, progress, files: own } = await open(place);
      const found = workshop.parts.flatMap(part => part.steps).find(({ id }) => id === step);
      if (!found) throw noSuchStep(step);
      const { lookAtStep } = await import('./checkWork.ts');
      const speech = { language, languages: workshop.languages };
      const looked = await lookAtStep({ ...parts, place, step: found, files: own, speech, progress }, signal);
      verdicts.set(verdictOf({ ...place, step }), looked.verdict);
      await files.of(place.workDir, place.workshop).change(before => afterLook(before, step, looked));
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

function afterLook(progress: Progress, step: string, { truth, outcome }: Pick<Looked, 'truth' | 'outcome'>): Progress {
  const at = Date.now();
  const measured = truth === null ? progress : happened(progress, step, { kind: 'measured', truth }, at);
  return happened(measured, step, { kind: 'checked', passed: outcome.passed }, at);
}

const verdictOf = ({ workDir, workshop, step }: StepPlace): string => `${workDir} ${workshop} ${step}`;

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
