import type { ApiHistoryEvent } from './api/apiEvent.ts';
import { applyApiEvent, startApiRun, type ApiRunState, type ApiStarted } from './api/apiRunState.ts';
import type { BackfillEvent } from './api/backfillEvent.ts';
import {
  applyBackfillEvent,
  startBackfill,
  summariseBackfill,
  type BackfillStarted,
  type BackfillState,
} from './api/backfillState.ts';
import { summariseApiRun } from './api/describeApiRun.ts';
import { summariseRun } from './describeRun.ts';
import type { HistoryEvent, JournalEvent, StartedEvent, WebStarted } from './event.ts';
import { applyEvent, startRun, type RunState } from './runState.ts';
import { unreachable } from './stage.ts';
import type { RunSummary } from './view.ts';

/** A run of any workflow, as its journal tells it. */
export type AnyRun =
  | { readonly workflowType: 'IngestionWorkflow'; readonly state: RunState }
  | { readonly workflowType: 'ApiIngestionWorkflow'; readonly state: ApiRunState }
  | { readonly workflowType: 'BackfillWorkflow'; readonly state: BackfillState };

export function foldAny(events: Iterable<JournalEvent>): AnyRun | undefined {
  let run: AnyRun | undefined;
  for (const event of events) {
    if (event.eventType === 'WorkflowExecutionStarted') run = startAny(event);
    else if (run) applyAny(run, event);
  }
  return run;
}

export function startAny(event: StartedEvent): AnyRun {
  switch (event.attributes.workflowType) {
    case 'IngestionWorkflow':
      // SAFETY: it is the start of that workflow; TypeScript does not narrow by a nested field.
      return { workflowType: 'IngestionWorkflow', state: startRun(event as WebStarted) };
    case 'ApiIngestionWorkflow':
      // SAFETY: as above.
      return { workflowType: 'ApiIngestionWorkflow', state: startApiRun(event as ApiStarted) };
    case 'BackfillWorkflow':
      // SAFETY: as above.
      return { workflowType: 'BackfillWorkflow', state: startBackfill(event as BackfillStarted) };
    default:
      return unreachable(event.attributes);
  }
}

export function applyAny(run: AnyRun, event: JournalEvent): void {
  switch (run.workflowType) {
    case 'IngestionWorkflow':
      // SAFETY: all events of a journal are of the workflow that its first one names.
      return applyEvent(run.state, event as HistoryEvent);
    case 'ApiIngestionWorkflow':
      // SAFETY: as above.
      return applyApiEvent(run.state, event as ApiHistoryEvent);
    case 'BackfillWorkflow':
      // SAFETY: as above.
      return applyBackfillEvent(run.state, event as BackfillEvent);
    default:
      return unreachable(run);
  }
}

/** `owner` is who holds the run's lock now: without one, an unfinished run is PARKED. */
export function summariseAny(run: AnyRun, owner: string | null): RunSummary {
  switch (run.workflowType) {
    case 'IngestionWorkflow':
      return summariseRun(run.state, owner);
    case 'ApiIngestionWorkflow':
      return summariseApiRun(run.state, owner);
    case 'BackfillWorkflow':
      return summariseBackfill(run.state, owner);
    default:
      return unreachable(run);
  }
}
