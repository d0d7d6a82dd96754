import type { LearnerDesk } from '../../src/engine/workshop/learnerDesk.ts';
import type { Workshop, WorkshopStep } from '../../src/model/generated/types.ts';
import { newProgress, type Progress } from '../../src/model/workshop/progress.ts';
import { createFakeBackups } from './learnerBackups.ts';
import { createFakeLearnerFolder, type FakeLearnerFolder } from './learnerFolder.ts';

type Texts = Readonly<Record<string, string>>;

/** Steps of a part, by id, with what counts of them here. */
export type FakeParts = Readonly<Record<string, Readonly<Record<string, Partial<WorkshopStep>>>>>;

export const fakeWorkshop = (parts: FakeParts, start: string | null = 'start'): Workshop => ({
  ...{ id: 'small', title: { en: 'Small' }, languages: ['en'], start },
  parts: Object.entries(parts).map(([id, steps]) => ({
    ...{ id, title: { en: id }, minutes: 1 },
    steps: Object.entries(steps).map(([step, given]) => ({
      ...({ id: step, kind: 'do', title: { en: step }, minutes: 1 } as const),
      ...given,
    })),
  })),
});

export interface FakeDesk extends LearnerDesk {
  readonly learner: FakeLearnerFolder;
  remembered(): Progress;
}

/** A workshop's files, and a learner's folder, all in memory. */
export function createFakeDesk(workshop: Workshop, files: Texts, learner: Texts = {}): FakeDesk {
  let progress = newProgress(workshop.id);
  return {
    workshop,
    files: createFakeLearnerFolder(files),
    learner: createFakeLearnerFolder(learner),
    backups: createFakeBackups(),
    progress: {
      read: async () => ({ progress }),
      change: async fold => {
        progress = fold(progress);
      },
    },
    remembered: () => progress,
  };
}
