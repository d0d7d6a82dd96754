import type { JournalEvent } from '../model/event.ts';
import type { AnyRun } from '../model/journal.ts';
import type { ExecutionId, Heard, ServerEvent } from '../model/temporal/serverEvent.ts';
import { createTranslator, type Translator } from '../model/temporal/translateHistory.ts';
import type { RunStatus } from '../model/view.ts';
import { childOf, describe, readChain, readWhole, type Ask } from './executions.ts';

/** A run as its server tells it now. */
export interface RunRecord {
  readonly run: AnyRun | undefined;
  /** In the journal's words. */
  readonly events: readonly JournalEvent[];
  readonly status: RunStatus;
  /** Its last execution. */
  readonly last: ExecutionId;
}

/** Reads all its histories. `prefix` as of `createTranslator`. */
export async function readRun(ask: Ask, workflowId: string, prefix: string): Promise<RunRecord> {
  const chain = await readChain(ask, { workflowId });
  const translator = createTranslator(prefix);
  const heard: Heard[] = [];
  for (const execution of chain) {
    heard.push(await hear(ask, execution, { isChild: false, isLast: execution === chain.at(-1) }));
    for (const child of heard.at(-1)!.events.flatMap(event => childOf(event) ?? []))
      heard.push(...(await hearChild(ask, child)));
  }
  const events = translator.take(heard);
  return { run: translator.run(), events, status: statusOf(translator), last: chain.at(-1)! };
}

export const statusOf = (translator: Translator): RunStatus => translator.ended() ?? 'RUNNING';

/** A child may go on as a new execution, too. */
async function hearChild(ask: Ask, execution: ExecutionId): Promise<readonly Heard[]> {
  const heard = await hear(ask, execution, { isChild: true, isLast: true });
  const next = nextOf(heard.events);
  if (next === undefined) return [heard];
  return [heard, ...(await hearChild(ask, { ...execution, runId: next }))];
}

/** The execution that followed this one. */
export const nextOf = (events: readonly ServerEvent[]): string | undefined => events.at(-1)?.attributes.newRunId;

async function hear(
  ask: Ask,
  execution: ExecutionId,
  { isChild, isLast }: { readonly isChild: boolean; readonly isLast: boolean },
): Promise<Heard> {
  const events = await readWhole(ask, execution);
  const isOpen = isLast && !hasEnded(events);
  const pending = isOpen ? (await describe(ask, execution)).pending : [];
  return { execution, isChild, events, pending };
}

const CLOSED = /^WorkflowExecution(?:Completed|Failed|Canceled|Terminated|TimedOut|ContinuedAsNew)$/;

export const hasEnded = (events: readonly ServerEvent[]): boolean => CLOSED.test(events.at(-1)?.eventType ?? '');
