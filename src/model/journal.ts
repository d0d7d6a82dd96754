import type { ApiHistoryEvent } from './api/apiEvent.ts';
import { applyApiEvent, startApiRun, type ApiRunState, type ApiStarted } from './api/apiRunState.ts';
import { summariseApiRun } from './api/describeApiRun.ts';
import { summariseRun } from './describeRun.ts';
import { isWebStart, type HistoryEvent, type JournalEvent, type StartedEvent } from './event.ts';
import { applyEvent, startRun, type RunState } from './runState.ts';
import type { RunSummary } from './view.ts';

/** A run of any workflow, as its journal tells it. */
export type AnyRun =
  | { readonly workflowType: 'IngestionWorkflow'; readonly state: RunState }
  | { readonly workflowType: 'ApiIngestionWorkflow'; readonly state: ApiRunState };

export function foldAny(events: Iterable<JournalEvent>): AnyRun | undefined {
  let run: AnyRun | undefined;
  for (const event of events) {
    if (event.eventType === 'WorkflowExecutionStarted') run = startAny(event);
    else if (run) applyAny(run, event);
  }
  return run;
}

export function startAny(event: StartedEvent): AnyRun {
  if (isWebStart(event)) return { workflowType: 'IngestionWorkflow', state: startRun(event) };
  // SAFETY: there are two workflows.
  return { workflowType: 'ApiIngestionWorkflow', state: startApiRun(event as ApiStarted) };
}

export function applyAny(run: AnyRun, event: JournalEvent): void {
  // SAFETY: all events of a journal are of the workflow that its first one names.
  if (run.workflowType === 'IngestionWorkflow') applyEvent(run.state, event as HistoryEvent);
  // SAFETY: as above.
  else applyApiEvent(run.state, event as ApiHistoryEvent);
}

/** `owner` is who holds the run's lock now: without one, an unfinished run is PARKED. */
export const summariseAny = (run: AnyRun, owner: string | null): RunSummary =>
  run.workflowType === 'IngestionWorkflow' ? summariseRun(run.state, owner) : summariseApiRun(run.state, owner);
