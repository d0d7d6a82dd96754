import { partitionRef } from '../../model/api/activityRef.ts';
import type { ApiRunResult } from '../../model/api/apiEvent.ts';
import type { DeadLetterDraft, DeadRequest } from '../../model/dataset/deadLetter.ts';
import type { KeptRow } from '../../model/api/staged.ts';
import { parseExactJson } from '../../model/table/exactJson.ts';
import { isRow } from '../../model/api/answer.ts';
import { refuteWatermark } from '../../model/api/refuteWatermark.ts';
import type { Reason } from '../../model/problem.ts';
import type { DatasetPlan, EarlyTable, WrittenPartition } from '../dataset/dataset.ts';
import { requestOf } from '../dataset/incomingRows.ts';
import { emitApi, type ApiExecution } from './apiExecution.ts';
import { perform } from './perform.ts';
import type { IsEnough } from './readPages.ts';
import { readTypes, type ReadingNotes } from './readingNotes.ts';

interface Read {
  readonly notes: ReadingNotes;
  readonly early: EarlyTable;
}

/**
 * Everything is read: now the days, one after the other, then the dead letters, and the watermark last; or days until it
 * is enough: then the answer is null.
 */
export async function writeDataset(
  run: ApiExecution,
  { notes, early }: Read,
  isEnough: IsEnough = () => false,
): Promise<ApiRunResult | null> {
  const { dataset, staging } = run;
  const plan = await dataset.plan(staging, readTypes(staging));
  const leftOut = new Set(notes.leftOut);
  const dates = plan.dates.filter(date => !leftOut.has(date));
  const writtenBefore = run.state.partitions.length;
  const written: WrittenPartition[] = [];
  for (const date of dates) {
    if (!knownPartition(run, date) && isEnough(run.state.partitions.length - writtenBefore)) return null;
    written.push(knownPartition(run, date) ?? (await writePartition(run, date, plan, early)));
  }
  return finish(run, plan, written, notes);
}

const knownPartition = ({ state }: ApiExecution, date: string): WrittenPartition | undefined =>
  state.partitions.find(({ partitionDate }) => partitionDate === date);

async function finish(
  run: ApiExecution,
  plan: DatasetPlan,
  written: readonly WrittenPartition[],
  notes: ReadingNotes,
): Promise<ApiRunResult> {
  const { dataset, staging, settings } = run;
  await keepDeadLetters(run);
  await run.journal.flush();
  const { seen, askedAt, cursor } = notes;
  const isMarked = settings.watermark !== 'none';
  const request = { plan, partitions: written, seen: isMarked ? seen : null, askedAt, cursor };
  const { partitions, watermark } = await dataset.finish(staging, request);
  return {
    pages: run.state.pages,
    records: partitions.reduce((sum, one) => sum + one.written, 0),
    deadLetters: run.state.deadLetters,
    partitions,
    requests: notes.requests,
    retries: run.state.retries,
    watermark: { before: notes.before, after: watermark.after },
    schemaChanges: plan.changes,
    warnings: warningsOf(run, notes),
  };
}

async function writePartition(
  run: ApiExecution,
  date: string,
  plan: DatasetPlan,
  early: EarlyTable,
): Promise<WrittenPartition> {
  const ref = partitionRef(date);
  const { result, attempt } = await perform(run, ref, () => run.dataset.writePartition(date, run.staging, plan, early));
  emitApi(run, { eventType: 'ActivityTaskCompleted', attributes: { ...ref, attempt, partition: result } });
  return result;
}

async function keepDeadLetters({ staging, dataset }: ApiExecution): Promise<void> {
  for (const rows of staging.rows(null))
    await dataset.addDeadLetters(rows.map(row => letterOf(row, requestOf(staging, row.page))));
}

function letterOf({ json, reason }: KeptRow, request: DeadRequest | null): DeadLetterDraft {
  const record = parseExactJson(json);
  return {
    reason: reason ?? { code: 'row_not_object', params: {} },
    kind: 'data',
    partitionDate: null,
    record: isRow(record) ? record : { value: record },
    request,
  };
}

function warningsOf({ settings, dataset, staging, state }: ApiExecution, { seen }: ReadingNotes): readonly Reason[] {
  const { startDate, endDate, dateColumn, primaryKey } = settings;
  const oneDay = { code: 'api_range_in_one_day', params: { start: startDate, end: endDate } };
  const ofPages = staging.pages(1).flatMap(({ warning }) => warning ?? []);
  const isAllDead = state.deadLetters > 0 && staging.partitions().length === 0;
  const noRow = { code: 'api_no_row_ingested', params: { count: state.deadLetters, key: primaryKey.join(', ') } };
  return [
    ...(dateColumn === null && startDate < endDate ? [oneDay] : []),
    ...(isAllDead ? [noRow] : []),
    ...(state.isAskedAgain ? [{ code: 'api_asked_again', params: {} }] : []),
    ...refuteWatermark(settings, { seen, rows: state.rows }),
    ...dataset.warnings,
    ...ofPages,
  ];
}
