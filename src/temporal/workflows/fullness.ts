import { workflowInfo } from '@temporalio/workflow';
import type { Bounds } from '../../model/temporal/call.ts';

/** Events after which another execution goes on: 100 Sources through five stages take some 2,000. */
const MANY_EVENTS = 2_500;
/** An execution that starts with much is not full yet. */
const FEW_EVENTS = 100;
/** Bytes that an execution adds to what it began with; where that is more, as much again. */
const MUCH = 6_000_000;
/** A server ends a history of 50 MB. */
const TOO_MUCH = 40_000_000;

/** Of a slice, which answers with what is done by then: 500 Sources take 10,000 events. */
export const SLICE_LIMITS = { events: 15_000, bytes: 20_000_000 } as const;

/** Whether this execution's history is long enough, from now on. */
export function createFullness(limits: Bounds = {}): () => boolean {
  const { historyLength: events, historySize: bytes, continueAsNewSuggested } = workflowInfo();
  const most = limits.bytes ?? Math.max(MUCH, bytes);
  return () => {
    const now = workflowInfo();
    const [newEvents, newBytes] = [now.historyLength - events, now.historySize - bytes];
    if (newBytes > most || (now.historySize > TOO_MUCH && newEvents > 0)) return true;
    if (newEvents > (limits.events ?? MANY_EVENTS)) return true;
    return (
      limits.events === undefined && newEvents > FEW_EVENTS && now.continueAsNewSuggested && !continueAsNewSuggested
    );
  };
}
