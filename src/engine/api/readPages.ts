import { pageRef } from '../../model/api/activityRef.ts';
import { turnPage, type PageMark, type PageTurn } from '../../model/api/pagination.ts';
import { beginning, pageUri, resolveNext } from '../../model/api/pageUri.ts';
import type { StagedPage } from '../../model/api/staged.ts';
import type { ApiSettings } from '../../model/api/settings.ts';
import { seeWatermarks } from '../../model/dataset/watermark.ts';
import { daysBetween } from '../../model/dataset/days.ts';
import { fail } from '../../model/problem.ts';
import { createTypeFold, type TypeFold } from '../../model/table/typeFold.ts';
import type { Value } from '../../model/table/value.ts';
import type { EarlyTable } from '../dataset/dataset.ts';
import { emitApi, type ApiExecution } from './apiExecution.ts';
import { exchangePage, parsePage } from './fetchPage.ts';
import { perform } from './perform.ts';
import { createPrefetch, type Prefetch } from './prefetch.ts';
import { newNotes, readNotes, readTypes, writeNotes, writeTypes, type ReadingNotes } from './readingNotes.ts';
import { foldTypes, stageRows, type PageRows } from './stageRows.ts';

/** Pages share a commit of the staging, and are told as completed after it: whichever of the two comes first. */
const COMMIT_PAGES = 20;
const COMMIT_MS = 250;

interface Reading {
  readonly run: ApiExecution;
  readonly early: EarlyTable;
  readonly prefetch: Prefetch;
  readonly fold: TypeFold;
  readonly leftOut: ReadonlySet<string>;
  notes: ReadingNotes;
  requests: number;
  /** Staged, and not told yet. */
  pending: StagedPage[];
  committedMs: number;
}

/** Whether that many pages, or partitions, are enough for this time: the rest is for another one. */
export type IsEnough = (count: number) => boolean;

/**
 * Reads the list to its end into the staging, from where the record and the staging leave it; or until it is enough: then
 * what has been asked for is still taken. Null: the list has more.
 */
export async function readPages(
  run: ApiExecution,
  early: EarlyTable,
  isEnough: IsEnough = () => false,
): Promise<ReadingNotes | null> {
  const reading = await openReading(run, early);
  const toldBefore = run.state.pages;
  try {
    let { mark, number } = goOn(reading);
    for (let isEnding = false; mark !== null; number += 1) {
      isEnding ||= isEnough(number - 1 - toldBefore);
      if (isEnding && !isOnItsWay(reading, mark)) return null;
      mark = await readPage(reading, number, mark, isEnding);
    }
    return reading.notes;
  } finally {
    reading.prefetch.close();
    // A run that is parked, or that failed, keeps what it has read.
    commit(reading);
  }
}

async function openReading(run: ApiExecution, early: EarlyTable): Promise<Reading> {
  const { staging, dataset } = run;
  const leftOut = run.settings.skipExisting ? await dataset.done() : [];
  const requests = await forgetOvertaken(run);
  const known = readNotes(staging);
  const since = async () => ((await hasUnreadDays(run)) ? null : dataset.since);
  const { before, writers } = dataset;
  const notes = known ?? newNotes({ since: await since(), before: before.watermark, leftOut, writers, requests });
  const settings = askedSettings(run.settings, new Set(notes.leftOut));
  const fold = createTypeFold();
  fold.addColumns(readTypes(staging));
  const reading: Reading = {
    run: { ...run, settings },
    early,
    fold,
    notes,
    leftOut: new Set(notes.leftOut),
    requests: notes.requests,
    pending: [],
    committedMs: run.ports.clock.now().getTime(),
    prefetch: createPrefetch({
      concurrency: settings.concurrency,
      uriOf: mark => pageUri(settings, mark, notes.since),
      ask: (uri, signal) => {
        reading.requests += 1;
        return exchangePage(run, uri, AbortSignal.any([run.park, run.cancel, signal]));
      },
    }),
  };
  // Rows that a run before has staged are not in it.
  if (known) await early.discard();
  else writeNotes(staging, notes);
  return reading;
}

/**
 * Another run has written since this one read: its rows are newer, and nobody can tell which of ours are not. First the
 * record says so: a process that dies in between does it again. Gives how many exchanges were of no use.
 */
async function forgetOvertaken(run: ApiExecution): Promise<number> {
  const { staging, dataset, journal, identity } = run;
  const known = readNotes(staging);
  if (!known || !dataset.isOvertaken(known.writers ?? 0)) return 0;
  emitApi(run, { eventType: 'WorkflowExecutionSignaled', attributes: { signalName: 'askAgain', identity } });
  await journal.flush();
  staging.clear();
  return known.requests;
}

/** Only the days that are not left out are asked for, from the first to the last of them. */
function askedSettings(settings: ApiSettings, leftOut: ReadonlySet<string>): ApiSettings {
  const wanted = wantedDays(settings).filter(day => !leftOut.has(day));
  return { ...settings, startDate: wanted[0] ?? settings.startDate, endDate: wanted.at(-1) ?? settings.endDate };
}

const wantedDays = ({ dateColumn, startDate, endDate }: ApiSettings): readonly string[] =>
  dateColumn === null ? [startDate] : daysBetween(startDate, endDate);

/**
 * Days of the range that no run has read, before one that some run has: where the API is asked for days, a watermark
 * that other days have reached would leave out their rows. They are read whole, once.
 */
async function hasUnreadDays({ settings, dataset }: ApiExecution): Promise<boolean> {
  const { startParam, endParam, startDate, endDate, dateColumn } = settings;
  if (dataset.since === null || (startParam === null && endParam === null)) return false;
  const done = await dataset.done();
  const [known, last = ''] = [new Set(done), done.at(-1)];
  const days = dateColumn === null ? [startDate] : daysBetween(startDate, endDate);
  return days.some(day => day < last && !known.has(day));
}

/** Pages that a killed process had staged and not told yet are told now. */
function goOn(reading: Reading): { mark: PageMark | null; number: number } {
  const { run, notes } = reading;
  const told = run.state.pages;
  const staged = run.staging.pages(Math.max(told, 1));
  const last = staged.at(-1);
  if (told > 0 && !last) throw fail('data', 'staging_lost', { run: run.state.runId });
  reading.pending.push(...staged.filter(({ number }) => number > told));
  commit(reading);
  if (last) return { mark: last.mark, number: last.number + 1 };
  if (wantedDays(run.settings).every(day => reading.leftOut.has(day))) return { mark: null, number: 1 };
  return { mark: beginning(run.settings, notes.since), number: 1 };
}

const uriAt = ({ run, notes }: Reading, mark: PageMark): string => pageUri(run.settings, mark, notes.since);

const isOnItsWay = (reading: Reading, mark: PageMark): boolean => reading.prefetch.isOnItsWay(uriAt(reading, mark));

/** Gives the mark of the next page; null: that was the last. */
async function readPage(reading: Reading, number: number, mark: PageMark, isEnding: boolean): Promise<PageMark | null> {
  const { run, prefetch } = reading;
  const uri = uriAt(reading, mark);
  if (!isEnding) prefetch.ahead(mark);
  const { result, attempt } = await perform(run, pageRef(number, uri), () => takePage(reading, uri, mark));
  await stagePage(reading, { ...result, uri, number, attempt });
  return result.mark;
}

interface PageResult {
  readonly values: readonly Value[];
  readonly rows: PageRows;
  readonly next: string | null;
  /** False: they do not join on, and come again. */
  readonly keeps: boolean;
  readonly mark: PageMark | null;
  readonly warning: StagedPage['warning'];
  readonly bytes: number;
  readonly date: string | undefined;
}

async function takePage(reading: Reading, uri: string, mark: PageMark): Promise<PageResult> {
  const { run, prefetch, leftOut } = reading;
  const answer = await prefetch.take(uri);
  const { rows: values, next: written, isSilent } = parsePage(run, answer.finalUri, answer);
  const isLink = run.settings.pagination === 'link';
  const next = isLink && written ? resolveNext(written, answer.finalUri, run.settings.baseUrl) : written;
  const rows = stageRows(run, values, leftOut);
  const turn = turnPage(
    mark,
    { keys: rows.keys, next, isSilent, order: rows.order },
    run.staging.has,
    run.staging.hasAsked,
  );
  const date = answer.headers['date'];
  return { values, rows, next, ...ofTurn(turn), bytes: answer.body.length, date };
}

function ofTurn(turn: PageTurn): Pick<PageResult, 'keeps' | 'mark' | 'warning'> {
  if (turn.kind === 'stuck') throw fail('data', turn.reason.code, turn.reason.params);
  if (turn.kind === 'end') return { keeps: true, mark: null, warning: turn.warning };
  return { keeps: turn.keeps, mark: turn.mark, warning: null };
}

type NumberedPage = PageResult & Pick<StagedPage, 'uri' | 'number' | 'attempt'>;

async function stagePage(reading: Reading, page: NumberedPage): Promise<void> {
  const { run, fold, early } = reading;
  const kept = page.keeps ? page.rows.rows : [];
  if (page.keeps) foldTypes(fold, page.values, kept);
  reading.notes = noteOf(reading, page);
  const { uri, number, attempt, next, mark, warning, bytes } = page;
  const counts = { rows: page.values.length, bytes };
  const added = run.staging.addPage({ uri, number, attempt, next, mark, warning, ...counts }, kept);
  reading.pending.push(added.page);
  await early.add(added, fold.columns);
  const isDue = run.ports.clock.now().getTime() - reading.committedMs >= COMMIT_MS;
  if (isDue || mark === null || reading.pending.length >= COMMIT_PAGES) commit(reading);
}

function noteOf({ run, notes, requests }: Reading, page: NumberedPage): ReadingNotes {
  const isFirst = page.number === 1;
  const time = isFirst && page.date !== undefined ? Date.parse(page.date) : NaN;
  const rows = page.keeps ? page.rows.rows.filter(({ reason }) => reason === null) : [];
  const isAgain = (at: number): boolean => {
    const row = rows[at];
    return row !== undefined && run.staging.row(row.key)?.order === row.order;
  };
  return {
    ...notes,
    seen: seeWatermarks(
      notes.seen,
      rows.map(({ order }) => order),
      isFirst,
      isAgain,
    ),
    askedAt: Number.isNaN(time) ? notes.askedAt : new Date(time).toISOString(),
    cursor: page.next ?? notes.cursor,
    requests,
  };
}

/** First the rows, then the word that they are there. */
function commit(reading: Reading): void {
  const { run, notes, fold, pending } = reading;
  writeNotes(run.staging, notes);
  writeTypes(run.staging, fold.columns());
  run.staging.commit();
  reading.committedMs = run.ports.clock.now().getTime();
  reading.pending = [];
  for (const page of pending) tellPage(run, page);
}

function tellPage(run: ApiExecution, { number, uri, attempt, rows, added, deadLetters, bytes }: StagedPage): void {
  const ref = pageRef(number, uri);
  const attributes = { ...ref, attempt, page: { rows, added, deadLetters, bytes } };
  emitApi(run, { eventType: 'ActivityTaskCompleted', attributes });
}
