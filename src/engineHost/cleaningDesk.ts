import { createExaminer, type Examiner, type JobOptions } from '../adapters/cleaning/examiner.ts';
import type { RawPage } from '../adapters/cleaning/job.ts';
import * as show from '../engine/showCleaning.ts';
import { sumOf, type Cleaning, type CleaningBlock, type CleaningTotals, type PageWeight } from '../model/cleaning.ts';
import { fail } from '../model/problem.ts';
import type {
  CleanedPage,
  CleaningEffect,
  CleaningFilter,
  CleaningForm,
  CleaningPassage,
  CleaningRows,
  CleaningSummary,
  CleaningWords,
} from '../protocol/cleaning.ts';
import type { Held, HeldFolders } from './heldFolders.ts';
import { firstRead, rawPage, runState } from './rawPage.ts';
import { stageFiles } from './stageFiles.ts';

/** A page that was examined. */
interface ExaminedPage {
  summary(): CleaningSummary;
  rows(filter: CleaningFilter, from: number, count: number): CleaningRows;
  block(at: number): CleaningBlock;
  passage(from: number, count: number): CleaningPassage;
  table(form: CleaningForm, words: CleaningWords): string;
}

interface Examining extends JobOptions {
  /** Looks at the files again. */
  readonly anew?: boolean;
}

export interface CleaningDesk {
  page(place: CleanedPage, options: Examining): Promise<ExaminedPage>;
  effect(place: CleanedPage, keep: string | null): Promise<CleaningEffect>;
  text(place: CleanedPage, whole: boolean): Promise<string>;
  files(place: CleanedPage): Promise<{ html: string | null; markdown: string | null }>;
  totals(run: Pick<CleanedPage, 'workDir' | 'runId'>, options: JobOptions): Promise<CleaningTotals>;
  close(): void;
}

/** Examined pages that are kept: one of 50,000 blocks takes some 40 MB. */
const KEPT = 3;
/** Pages of a run that a screen is given; the sum has all. */
const MOST_PAGES = 1000;
const NOT_STOPPED = { signal: new AbortController().signal };

/** Pages of runs through cleaning, measured from the files that the runs made. */
export function openDesk({ hold }: Pick<HeldFolders, 'hold'>): CleaningDesk {
  const examiner = createExaminer();
  const page = keepPages(async (place, options) => examine(await hold(place.workDir), place, { examiner, options }));

  async function convert(place: CleanedPage, change: Partial<RawPage['options']>) {
    const raw = await rawPage(await hold(place.workDir), place);
    const options = { ...raw.options, ...change };
    return examiner.run<'convert'>({ kind: 'convert', page: { ...raw, options } }, NOT_STOPPED);
  }

  return {
    page,
    async effect(place, keep) {
      const { after } = (await page(place, NOT_STOPPED)).summary();
      const { options } = await rawPage(await hold(place.workDir), place);
      const change = keep === null ? { mainContent: false } : { keep: [...options.keep, keep] };
      return { before: after.tokens, after: (await convert(place, change)).tokens };
    },
    text: async (place, whole) => (await convert(place, whole ? { mainContent: false } : {})).markdown,
    async files(place) {
      const held = await hold(place.workDir);
      const fileOf = async (stage: 'SCRAPING' | 'CONVERTION') =>
        (await firstRead(await stageFiles(held, place, { uri: place.uri, stage })))?.file ?? null;
      return { html: await fileOf('SCRAPING'), markdown: await fileOf('CONVERTION') };
    },
    totals: async (run, options) => weighRun(await hold(run.workDir), run, { examiner, options }),
    close: examiner.close,
  };
}

interface Work {
  readonly examiner: Examiner;
  readonly options: JobOptions;
}

/** The last few, by their place. */
function keepPages(
  examineIt: (place: CleanedPage, options: JobOptions) => Promise<ExaminedPage>,
): CleaningDesk['page'] {
  const kept = new Map<string, Promise<ExaminedPage>>();
  return (place, { anew = false, ...options }) => {
    const key = JSON.stringify([place.workDir, place.runId, place.uri]);
    const examined = (anew ? undefined : kept.get(key)) ?? examineIt(place, options);
    kept.delete(key);
    kept.set(key, examined);
    examined.catch(() => kept.get(key) === examined && kept.delete(key));
    for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest);
    return examined;
  };
}

async function examine(held: Held, place: CleanedPage, { examiner, options }: Work): Promise<ExaminedPage> {
  const page = await rawPage(held, place);
  const cleaning = await examiner.run<'examine'>({ kind: 'examine', page }, options);
  if (cleaning === null) throw fail('data', 'nothing_converted', { uri: place.uri });
  const made = await firstRead(await stageFiles(held, place, { uri: place.uri, stage: 'CONVERTION' }));
  const isSame = made === null || new TextDecoder().decode(made.bytes) === cleaning.markdown;
  return shown(cleaning, { isOn: page.options.mainContent, isSame });
}

type RunPlace = Pick<CleanedPage, 'workDir' | 'runId'>;

async function weighRun(held: Held, run: RunPlace, work: Work): Promise<CleaningTotals> {
  const pages: PageWeight[] = [];
  const uris = [...runState(held, run.runId).byUri.keys()];
  for (const [at, uri] of uris.entries()) {
    work.options.onProgress?.(at, uris.length);
    const weights = await weigh(held, { ...run, uri }, work);
    if (weights) pages.push({ uri, title: titleOf(held, { ...run, uri }), ...weights });
  }
  pages.sort((a, b) => b.before.tokens - b.after.tokens - (a.before.tokens - a.after.tokens));
  const [counted, missing] = [pages.length, uris.length - pages.length];
  return { ...sumOf(pages), pages: pages.slice(0, MOST_PAGES), counted, missing };
}

/** Undefined where one of the two files is missing. */
async function weigh(held: Held, place: CleanedPage, { examiner, options: { signal } }: Work) {
  const { uri } = place;
  const html = await firstRead(await stageFiles(held, place, { uri, stage: 'SCRAPING' }));
  const made = await firstRead(await stageFiles(held, place, { uri, stage: 'CONVERTION' }));
  if (signal.aborted) throw fail('usage', 'cleaning_stopped');
  if (!html || !made) return undefined;
  const contentType = held.folder.contentType(uri) ?? '';
  return examiner.run<'weigh'>({ kind: 'weigh', html: html.bytes, contentType, markdown: made.bytes }, { signal });
}

function shown(cleaning: Cleaning, flags: Pick<CleaningSummary, 'isOn' | 'isSame'>): ExaminedPage {
  const { title, before, after, reasons, markup, blocks } = cleaning;
  const doubtful = show.doubtfulOf(cleaning);
  const counts = show.countCleaning(cleaning);
  const heaviest = blocks.reduce((most, { tokens }) => Math.max(most, tokens), 0);
  return {
    summary: () => ({
      title,
      before,
      after,
      reasons,
      markup,
      heaviest,
      blocks: blocks.length,
      doubtful,
      counts,
      ...flags,
    }),
    rows: (filter, from, count) => show.cleaningRows(cleaning, filter, { from, count }),
    block: at => show.cleaningBlock(cleaning, at),
    passage: (from, count) => show.cleaningPassage(cleaning, { from, count }),
    table: (form, words) => show.cleaningTable(cleaning, form, words),
  };
}

function titleOf({ follower }: Held, { runId, uri }: { runId: string; uri: string }): string {
  const title = follower.state(runId)?.byUri.get(uri)?.source.metadata?.['title'];
  return typeof title === 'string' ? title : uri;
}
