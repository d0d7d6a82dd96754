// Real histories (recorded by test/temporal/replay/record.ts) as they are heard, event by event: whatever was heard up to
// now is told, and what is told is never taken back.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JournalEvent } from '../../src/model/event.ts';
import { foldAny, summariseAny, type AnyRun } from '../../src/model/journal.ts';
import { backfillStatus, describeDays, type BackfillDay } from '../../src/model/api/describeBackfill.ts';
import { countDays } from '../../src/model/api/backfillState.ts';
import { countOutcomes } from '../../src/model/outcome.ts';
import type { ExecutionId, Heard } from '../../src/model/temporal/serverEvent.ts';
import { createTranslator, LOCAL } from '../../src/model/temporal/translateHistory.ts';
import { readEvent } from '../../src/temporal/readEvents.ts';

const FOLDER = path.resolve('test/golden/temporal-histories');
const cases = readdirSync(FOLDER);

/** One event each, in the server's order. */
function heardOf(name: string): readonly Heard[] {
  return readdirSync(path.join(FOLDER, name))
    .flatMap(file => read(path.join(FOLDER, name, file), name))
    .sort(
      (a, b) =>
        Date.parse(a.events[0]!.eventTime) - Date.parse(b.events[0]!.eventTime) ||
        Number(a.isChild) - Number(b.isChild) ||
        a.events[0]!.eventId - b.events[0]!.eventId,
    );
}

function read(file: string, name: string): readonly Heard[] {
  const { events = [] } = historyFromJSON(JSON.parse(readFileSync(file, 'utf8')));
  const first = events?.[0]?.workflowExecutionStartedEventAttributes;
  const execution: ExecutionId = { workflowId: first?.workflowId ?? '', runId: first?.originalExecutionRunId ?? '' };
  const isChild = execution.workflowId !== name;
  return (events ?? []).map(raw => ({ execution, isChild, events: [readEvent(raw)], pending: [] }));
}

/** Figures that only grow. */
function figuresOf(run: AnyRun): readonly number[] {
  switch (run.workflowType) {
    case 'IngestionWorkflow':
      return [run.state.sources.length, run.state.lastEventId];
    case 'ApiIngestionWorkflow':
      return [run.state.pages, run.state.rows, run.state.partitions.length, run.state.lastEventId];
    case 'BackfillWorkflow':
      return [countDays(run.state).planned, countDays(run.state).done, run.state.lastEventId];
  }
}

/** What its workflow would answer. */
function answerOf(run: AnyRun, days: readonly BackfillDay[]): unknown {
  switch (run.workflowType) {
    case 'IngestionWorkflow':
      return countOutcomes(run.state);
    case 'ApiIngestionWorkflow':
      return { ...run.state.result, pages: run.state.pages, partitions: run.state.partitions };
    case 'BackfillWorkflow': {
      const planned = days.map(({ date }) => ({ date, state: 'missing', rows: null, file: null, error: null }) as const);
      const asked = planned.map(day => ({ ...day, isPlanned: true }));
      return { status: backfillStatus(run.state), days: describeDays(asked, run.state) };
    }
  }
}

const plain = (run: AnyRun | undefined): unknown => run && JSON.parse(JSON.stringify(summariseAny(run, null)));

describe.each(cases)('the history %s', name => {
  const heard = heardOf(name);

  test('is told after each of its events, and no figure ever falls', () => {
    const translator = createTranslator(LOCAL);
    const told: JournalEvent[] = [];
    let before: readonly number[] = [];
    for (const one of heard) {
      told.push(...translator.take([one]));
      const run = translator.run();
      const figures = run ? figuresOf(run) : [];
      for (const [at, figure] of before.entries()) expect(figures[at]).toBeGreaterThanOrEqual(figure);
      before = figures;
    }
    expect(told.map(({ eventId }) => eventId)).toEqual(told.map((_, at) => at + 1));
    expect(plain(foldAny(told))).toEqual(plain(translator.run()));
    expect(translator.ended()).toBe(name.startsWith('cancelled') ? 'CANCELED' : 'COMPLETED');
  });

  test('is told alike by who hears it late', () => {
    const late = createTranslator(LOCAL);
    late.take(heard);
    const early = createTranslator(LOCAL);
    for (const one of heard) early.take([one]);
    expect(plain(late.run())).toEqual(plain(early.run()));
  });

  test('is told as the workflow itself saw it', () => {
    const translator = createTranslator(LOCAL);
    translator.take(heard);
    const last = heard.findLast(({ isChild }) => !isChild)?.events[0];
    // SAFETY: only a backfill answers with days.
    const result = last?.attributes.result as { days?: readonly BackfillDay[] } | undefined;
    if (name.startsWith('cancelled')) expect(last?.eventType).toBe('WorkflowExecutionCanceled');
    else expect(answerOf(translator.run()!, result?.days ?? [])).toEqual(expect.objectContaining(result));
  });

  test('does not break who hears only some of it', () => {
    const some = fc.infiniteStream(fc.boolean()).map(stream => heard.filter(() => stream.next().value));
    fc.assert(
      fc.property(some, few => {
        const translator = createTranslator(LOCAL);
        for (const one of few) translator.take([one]);
        translator.run();
      }),
      { numRuns: 20 },
    );
  });
});
