import path from 'node:path';
import { clearWorkFolder, restoreWorkFolder } from '../adapters/workFolderBackup.ts';
import { createCommandLine } from '../adapters/workshop/commandLine.ts';
import { openLearnerBackups } from '../adapters/workshop/learnerBackups.ts';
import { openLearnerFolder } from '../adapters/workshop/learnerFolder.ts';
import type { ProgressFiles } from '../adapters/workshop/progressFile.ts';
import { applySolution, type SolutionWork } from '../engine/workshop/applySolution.ts';
import { copyStart } from '../engine/workshop/copyStart.ts';
import { jumpTo } from '../engine/workshop/jumpTo.ts';
import type { LearnerDesk } from '../engine/workshop/learnerDesk.ts';
import { planSolution } from '../engine/workshop/planSolution.ts';
import { planReset, resetSteps } from '../engine/workshop/resetStep.ts';
import { undoReset } from '../engine/workshop/undoReset.ts';
import { toProblem } from '../model/problem.ts';
import { happened } from '../model/workshop/foldProgress.ts';
import type { Applied, JumpDone, ResetDone, SolutionPlan, UndoDone } from '../model/workshop/learnerWork.ts';
import type { Language } from '../model/text.ts';
import { allSteps, stepsIn } from '../model/workshop/steps.ts';
import type { FollowedPlace, WorkshopFolderVerbs } from '../protocol/workshopFolder.ts';
import type { HeldFolders } from './heldFolders.ts';
import { readable } from './readableProgress.ts';
import { environmentOf } from './surroundedWorkshops.ts';
import { begunIds, checkAt, chosen, readAt, shippedIds, type Choice } from './workshopSources.ts';
import { makeWorkshop } from './makeWorkshop.ts';

type Asked<Verb extends keyof WorkshopFolderVerbs> = Parameters<WorkshopFolderVerbs[Verb]>[0];
type Watched = Pick<SolutionWork, 'signal' | 'moved'>;

export interface FolderDesk {
  shipped(asked: Asked<'shippedWorkshops'>): Promise<readonly Choice[]>;
  begun(asked: Asked<'begunWorkshops'>): Promise<readonly (Choice & FollowedPlace)[]>;
  check(asked: Asked<'checkWorkshopFolder'>): ReturnType<typeof checkAt>;
  start(asked: Asked<'startWorkshop'>): Promise<ReturnType<WorkshopFolderVerbs['startWorkshop']>>;
  make(asked: Asked<'newWorkshop'>): Promise<{ file: string }>;
  planSolution(asked: Asked<'planSolution'>): Promise<SolutionPlan>;
  apply(asked: Asked<'applySolution'>, work: Watched): Promise<Applied>;
  planReset(asked: Asked<'planReset'>): Promise<readonly string[]>;
  reset(asked: Asked<'resetWorkshop'>): Promise<ResetDone>;
  undo(asked: FollowedPlace): Promise<UndoDone>;
  jump(asked: Asked<'jumpToPart'>, work: Watched): Promise<JumpDone>;
}

export interface FolderDeskParts extends Pick<HeldFolders, 'whileIdle'> {
  /** What ships: workshops, and the templates of new ones. */
  readonly content: string;
  /** The command line's entry. */
  readonly cli: string;
  /** All who write a progress file in this process wait for each other. */
  readonly remembered: ProgressFiles;
}

/** Where a followed workshop lies. */
function createDesks(content: string, remembered: ProgressFiles) {
  const shippedAt = (id: string): string => path.join(content, id);
  return {
    shippedAt,
    /** `source`: of one that is not begun yet. Config `progress_broken`, `progress_other_version`. */
    async open(place: FollowedPlace, source?: string | null): Promise<LearnerDesk> {
      const progress = remembered.of(place.workDir, place.workshop);
      const from = source === undefined ? (await readable(progress, place)).folder : source;
      const root = from ?? shippedAt(place.workshop);
      return {
        ...{ workshop: await readAt(root), files: openLearnerFolder(root), learner: openLearnerFolder(place.folder) },
        ...{ backups: openLearnerBackups(place.workDir, now), progress },
      };
    },
    /** What cannot be read is told where somebody opens it. */
    async begunAt(place: FollowedPlace, language: Language): Promise<(Choice & FollowedPlace)[]> {
      const { progress } = await remembered.of(place.workDir, place.workshop).read();
      const root = progress.folder ?? shippedAt(place.workshop);
      const workshop = await readAt(root).catch((error: unknown) => toProblem(error));
      return 'parts' in workshop ? [{ ...chosen(workshop, progress.folder, language), ...place }] : [];
    },
  };
}

const now = (): Date => new Date();

/** A workshop's own folder and a learner's, brought together. */
export function openFolderDesk({ whileIdle, content, cli: entry, remembered }: FolderDeskParts): FolderDesk {
  const { shippedAt, open, begunAt } = createDesks(content, remembered);
  const cli = ({ folder }: FollowedPlace, env = {}) => createCommandLine({ folder, cli: entry, env });
  const restore = (workDir: string) => (backup: string | null) =>
    whileIdle(workDir, async () => {
      if (backup === null) await emptied(workDir, now());
      else await restoreWorkFolder(workDir, backup, now());
    });
  return {
    shipped: async ({ language }) =>
      Promise.all((await shippedIds(content)).map(async id => chosen(await readAt(shippedAt(id)), null, language))),
    async begun({ folder, workDir, language }) {
      const ids = await begunIds(workDir);
      return (await Promise.all(ids.map(workshop => begunAt({ folder, workDir, workshop }, language)))).flat();
    },
    check: checkAt,
    async start({ source, ...place }) {
      const { progress, problem } = await remembered.of(place.workDir, place.workshop).read();
      const begun = Object.keys(progress.steps).length > 0;
      const from = begun || source === undefined ? progress.folder : source;
      const desk = await open(place, from);
      const [first] = allSteps(desk.workshop);
      const step = progress.current?.step ?? first?.id ?? '';
      if (begun) return { step, files: 0, begun, kept: null };
      // A progress that cannot be read is one: the files are what somebody made of them.
      const files = await copyStart(desk.workshop, desk.files, desk.learner, problem !== null);
      await desk.progress.change(before =>
        happened({ ...before, folder: from }, step, { kind: 'opened' }, now().getTime()),
      );
      return { step, files: files.length, begun, kept: problem && String(problem.params['copy']) };
    },
    make: ({ parent, id }) => makeWorkshop(content, { parent, id }),
    async planSolution({ step, ...place }) {
      const desk = await open(place);
      const plan = await planSolution(desk.workshop, step, desk);
      await desk.progress.change(before => happened(before, step, { kind: 'solutionShown' }, now().getTime()));
      return plan;
    },
    apply: async ({ step, server, ...place }, work) => {
      const desk = await open(place);
      const [asked] = stepsIn(desk.workshop, { step });
      return applySolution(desk, step, { ...work, cli: cli(place, asked && environmentOf(asked, server)) });
    },
    async planReset({ scope, ...place }) {
      const desk = await open(place);
      return (await planReset(desk.workshop, scope, desk)).map(change => change.path);
    },
    reset: async ({ scope, ...place }) => resetSteps(await open(place), scope),
    undo: async place => undoReset(await open(place), restore(place.workDir)),
    jump: async ({ part, ...place }, work) =>
      jumpTo(await open(place), part, {
        ...{ ...work, cli: cli(place) },
        emptyWorkFolder: () => whileIdle(place.workDir, () => emptied(place.workDir, now())),
      }),
  };
}

async function emptied(workDir: string, now: Date): Promise<string | null> {
  try {
    return path.basename(await clearWorkFolder(workDir, now));
  } catch (error) {
    if (['nothing_to_clear', 'file_missing'].includes(toProblem(error).code)) return null;
    throw error;
  }
}
