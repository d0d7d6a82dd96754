import { setMaxListeners } from 'node:events';
import { systemClock } from '../adapters/clock.ts';
import { toProblem } from '../model/problem.ts';
import type { ExecutionId, Heard, PendingActivity, ServerEvent } from '../model/temporal/serverEvent.ts';
import { childOf, describe, readChain, readPage, type Ask } from './executions.ts';
import { hasEnded, nextOf } from './readRun.ts';

export interface RunListener {
  /** In the order in which it happened: what a child has done comes before what its end led to. */
  onHeard(heard: readonly Heard[]): void;
}

/** The server answers a question that waits for news after a minute at the latest. */
const LONG_POLL_MS = 70_000;
/** Started attempts and retries stand in no history until they end: how often they are asked for. */
const PENDING_MS = 700;
const RETRY_MS = 1000;
/** Children of an execution that was ended from outside end a moment later. */
const LAST_WORDS_MS = 3000;

interface Following {
  readonly ask: Ask;
  readonly listener: RunListener;
  readonly signal: AbortSignal;
  /** Executions that are being read. */
  readonly open: Map<string, { readonly execution: ExecutionId; readonly isChild: boolean }>;
  /** Those children, by Temporal's run id, whose end is read. */
  readonly children: Map<string, Promise<void>>;
}

/**
 * Follows a run by its histories until it ends or `signal` says stop, and answers its last execution. A server that is
 * away is asked again; throws when it does not know the run.
 */
export async function followRun(
  ask: Ask,
  workflowId: string,
  { signal, ...listener }: RunListener & { readonly signal: AbortSignal },
): Promise<ExecutionId | undefined> {
  const following: Following = { ask, listener, signal, open: new Map(), children: new Map() };
  setMaxListeners(0, signal); // Many executions wait at a time.
  const over = new AbortController();
  const stop = (): void => over.abort();
  signal.addEventListener('abort', stop);
  void tellPending(following, over.signal);
  try {
    const chain = await insist(following, () => readChain(ask, { workflowId }));
    const waiting = [...(chain ?? [])];
    let last: ExecutionId | undefined;
    for (let execution = waiting.shift(); execution && !signal.aborted; execution = waiting.shift()) {
      last = execution;
      const next = await followExecution(following, execution, false);
      if (next !== undefined && waiting.length === 0) waiting.push({ workflowId, runId: next });
    }
    return last;
  } finally {
    signal.removeEventListener('abort', stop);
    over.abort();
  }
}

/** Until it is answered, or nobody wants to know any more. Throws what no second try can cure. */
async function insist<Answer>({ signal }: Following, question: () => Promise<Answer>): Promise<Answer | undefined> {
  while (!signal.aborted) {
    try {
      return await unlessAborted(question(), signal);
    } catch (error) {
      if (toProblem(error).kind !== 'transient') throw error;
      await systemClock.sleep(RETRY_MS, signal);
    }
  }
  return undefined;
}

/** The server may take a minute to answer: who stops does not wait for it. */
const unlessAborted = <Answer>(asked: Promise<Answer>, signal: AbortSignal): Promise<Answer | undefined> =>
  new Promise((resolve, reject) => {
    const stop = (): void => resolve(undefined);
    signal.addEventListener('abort', stop);
    void asked.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });

/** Answers the run id of the execution that it went on as. */
async function followExecution(of: Following, execution: ExecutionId, isChild: boolean): Promise<string | undefined> {
  of.open.set(execution.runId, { execution, isChild });
  let token: Uint8Array | undefined;
  let last: readonly ServerEvent[] = [];
  try {
    while (!of.signal.aborted) {
      const wait = { token, waits: true, deadlineMs: LONG_POLL_MS };
      const page = await insist(of, () => readPage(of.ask, execution, wait));
      if (!page) return undefined;
      if (page.events.length > 0) last = page.events;
      await tell(of, { execution, isChild, events: page.events });
      token = page.token;
      if (token.length === 0) return hasEnded(last) ? nextOf(last) : undefined;
    }
    return undefined;
  } finally {
    of.open.delete(execution.runId);
  }
}

const CHILD_ENDS = /^ChildWorkflowExecution(?:Completed|Failed|Canceled|TimedOut|Terminated)$/;

/** An event that a child's end led to waits until that child is read. */
async function tell(of: Following, { events, ...heard }: Omit<Heard, 'pending'>): Promise<void> {
  let ready: ServerEvent[] = [];
  const say = (): void => {
    if (ready.length > 0) of.listener.onHeard([{ ...heard, events: ready, pending: [] }]);
    ready = [];
  };
  for (const event of events) {
    const child = childOf(event);
    if (CHILD_ENDS.test(event.eventType)) {
      say();
      await of.children.get(event.attributes.runId ?? '');
    } else if (child && !heard.isChild) {
      say();
      of.children.set(child.runId, followChild(of, child));
    } else if (!heard.isChild && hasEnded([event])) {
      say();
      await Promise.race([Promise.all(of.children.values()), systemClock.sleep(LAST_WORDS_MS, of.signal)]);
    }
    ready.push(event);
  }
  say();
}

async function followChild(of: Following, { workflowId, runId }: ExecutionId): Promise<void> {
  for (let next: string | undefined = runId; next !== undefined;)
    next = await followExecution(of, { workflowId, runId: next }, true);
}

async function tellPending(of: Following, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    await Promise.all(
      [...of.open.values()].map(async ({ execution, isChild }) => {
        const pending = await pendingOf(of.ask, execution);
        if (pending.length > 0 && !over.aborted && of.open.has(execution.runId))
          of.listener.onHeard([{ execution, isChild, events: [], pending }]);
      }),
    );
    await systemClock.sleep(PENDING_MS, over);
  }
}

/** That the server is away, or has forgotten the execution, is told by who reads its history. */
const pendingOf = (ask: Ask, execution: ExecutionId): Promise<readonly PendingActivity[]> =>
  describe(ask, execution).then(
    ({ pending }) => pending,
    () => [],
  );
