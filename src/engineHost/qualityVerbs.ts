import type { InspectDataRequest } from '../adapters/composeQuality.ts';
import type { Inspection } from '../engine/quality/inspectData.ts';
import { fail } from '../model/problem.ts';
import { worstOf } from '../model/quality/lastVerdict.ts';
import type { GuestVerbs } from '../protocol/engine.ts';
import type { Handlers, Tells } from '../protocol/peer.ts';
import type {
  KeptEntry,
  QualityVerbs,
  QuarantineAnswer,
  ValidationAnswer,
  ValidationAsked,
} from '../protocol/quality.ts';
import type { KeptReport } from './keptReports.ts';
import { atMostOften } from './longWork.ts';
import { createStoppable } from './stoppable.ts';

/** Validations, and the reports that are kept of them. */
export function createQualityVerbs(tell: () => Tells<GuestVerbs>): Handlers<QualityVerbs> {
  const running = createStoppable();
  const world = (asked: ValidationAsked, signal: AbortSignal): World => ({
    signal,
    onProgress: atMostOften((done, total) => tell().validationMoved({ id: asked.id, done, total })),
  });
  return {
    validateData: asked => running.run(asked.id, signal => validate(asked, world(asked, signal))),
    quarantineRows: asked => running.run(asked.id, signal => quarantine(asked, world(asked, signal))),
    stopValidation: ({ id }) => running.stop(id),
    keptReport: async place => (await (await kept()).readKept(place))?.answer ?? null,
    keptReports: async ({ store }) => (await (await kept()).listKept(store)).map(entryOf),
    failingRows: async asked => (await import('./failingPage.ts')).readFailingPage(asked),
    exportReport: async asked => (await import('./exportReport.ts')).exportReport(asked),
    extractRows: asked => running.run(asked.id, signal => extractRows(asked, world(asked, signal))),
  };
}

/** What few windows need is read when it is needed. */
const kept = () => import('./keptReports.ts');

interface World {
  readonly signal: AbortSignal;
  onProgress(done: number, total: number): void;
}

interface Wanted {
  readonly splits?: boolean;
  readonly extract?: InspectDataRequest['extract'];
}

async function inspect(asked: ValidationAsked, world: World, wanted: Wanted = {}): Promise<Inspection> {
  const { readRulesOf } = await import('./readRulesOf.ts');
  const rules = await readRulesOf(asked.rules?.file ?? null);
  const { inspectData } = await import('../adapters/composeQuality.ts');
  return inspectData({
    ...{ file: asked.path, rules, now: new Date(), before: null, ...world },
    extract: wanted.extract ?? null,
    quarantine: wanted.splits ? { waitSeconds: 0 } : null,
  });
}

async function validate(asked: ValidationAsked, world: World): Promise<ValidationAnswer> {
  const { keepAnswer } = await import('./keepAnswer.ts');
  return keepAnswer(asked, await inspect(asked, world));
}

/** Validated once more: the days that were written again have a verdict, too. */
async function quarantine(asked: ValidationAsked, world: World): Promise<QuarantineAnswer> {
  const { quarantined } = await inspect(asked, world, { splits: true });
  const { rows = 0, left = 0, partitions = [] } = quarantined ?? {};
  return { rows, left, days: partitions.length, validation: await validate(asked, world) };
}

async function extractRows(
  asked: Parameters<QualityVerbs['extractRows']>[0],
  world: World,
): Promise<{ file: string; rows: number }> {
  const { rule, folder: outDir, format } = asked;
  const { extracted } = await inspect(asked, world, { extract: { outDir, format, only: rule } });
  const [found] = extracted;
  // The data are others by now.
  if (!found) throw fail('data', 'nothing_to_extract', { rule, path: asked.path });
  return { file: found.file, rows: found.rows };
}

const entryOf = ({ answer: { path, view } }: KeptReport): KeptEntry => ({
  ...{ path, name: view.name, at: view.at },
  verdict: worstOf(view.rules.map(({ verdict }) => verdict)),
});
