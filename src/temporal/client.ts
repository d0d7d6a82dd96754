import { Client, type Connection } from '@temporalio/client';
import { hostname } from 'node:os';
import { nodeHash } from '../adapters/hash.ts';
import { systemClock } from '../adapters/clock.ts';
import { newRunId } from '../engine/openRun.ts';
import { chosenSources } from '../engine/prepareInput.ts';
import { withoutPassword } from '../model/withoutPassword.ts';
import { isRunId } from '../model/artifactName.ts';
import { fail, ProblemError, toProblem } from '../model/problem.ts';
import type { RunCall } from '../model/temporal/call.ts';
import { DECISION_MS } from '../model/temporal/cut.ts';
import { CARRIED_SIGNAL, RETRY_FAILED_UPDATE } from '../model/temporal/names.ts';
import { jsonBytes, LARGEST_PAYLOAD } from '../model/temporal/phases.ts';
import type { TemporalPlace } from '../model/temporal/place.ts';
import { LOCAL } from '../model/temporal/translateHistory.ts';
import type { StartRequest } from './backEnd.ts';
import { resumeArguments } from './resumeArguments.ts';
import { connect, type Connected } from './connect.ts';
import { describe, type Ask } from './executions.ts';
import { PREVIOUS_MEMO } from './readEvents.ts';
import { readRun, type RunRecord } from './readRun.ts';
import { serverProblem } from './serverProblem.ts';

/** Any workflow of ours; `args` as it takes them. */
export interface WorkflowStart {
  readonly runId: string;
  readonly workflowType: string;
  readonly args: readonly unknown[];
  /** Temporal's run id of the ended execution that it goes on from; absent: a workflow id that exists is refused. */
  readonly previous?: string;
}

/**
 * A Temporal server, as its clients know it. Nothing is connected until something is asked; what is asked while the
 * server is away fails after `deadlineMs` and the next question tries again. Failures are ProblemErrors:
 * `temporal_unreachable`, `temporal_namespace`, `temporal_tls`, `temporal_tls_needed`, `temporal_tls_file`,
 * `temporal_refused` (key), `temporal_old_server`, `temporal_payload_too_large`, `run_exists`, `temporal_run_unknown`,
 * `temporal_failed` (anything else that it says).
 */
export interface TemporalClient {
  readonly place: TemporalPlace;
  /** Connects, and looks whether the namespace is there. */
  check(): Promise<{ readonly serverVersion: string }>;
  start(request: StartRequest): Promise<{ readonly runId: string }>;
  startWorkflow(request: WorkflowStart): Promise<void>;
  /**
   * A run that ended goes on as a new execution, with what it has done; of one that is on, what failed is put back
   * (`failed`). Usage `run_ended` when nothing is left to do.
   */
  resume(runId: string, failed: boolean): Promise<{ readonly runId: string }>;
  /** Asks politely: the run ends as CANCELED when its activities have heard. */
  cancel(runId: string): Promise<void>;
  /** At once, whatever runs. */
  terminate(runId: string, reason: string): Promise<void>;
  /** All that happened, of all executions of this run. */
  read(runId: string): Promise<RunRecord>;
  /** For who asks what is not here (queues, pollers): under the same deadline, failures as above. */
  readonly ask: Ask;
  close(): Promise<void>;
}

/** How long a question may take; a run that is started, or a history that is read, is several questions. */
export const DEADLINE_MS = 7000;

const CLOCKS_DIFFER_MS = 60_000;

interface Unanswered {
  readonly error: unknown;
  readonly runId: string;
  readonly began: number;
}

/** An answer that was lost is no failure: whoever starts it again under another name would do everything twice. */
async function refuseUnlessBegun(ask: Ask, { error, runId, began }: Unanswered): Promise<void> {
  if (toProblem(error).kind !== 'transient') throw error;
  const known = await describe(ask, { workflowId: runId }).catch(() => undefined);
  if (known === undefined || Date.parse(known.startedAt) < began - CLOCKS_DIFFER_MS) throw error;
}

const send = (client: Client, runId: string, piece: readonly [at: number, text: string, pieces: number]) =>
  client.workflow.getHandle(runId).signal(CARRIED_SIGNAL, ...piece);

export function createTemporalClient(place: TemporalPlace, deadlineMs = DEADLINE_MS): TemporalClient {
  const { ask, check, close } = openAsking(place, deadlineMs);

  async function startWorkflow({ runId, workflowType, args, previous }: WorkflowStart): Promise<void> {
    const bytes = jsonBytes(args);
    if (bytes > LARGEST_PAYLOAD)
      throw fail('config', 'temporal_payload_too_large', { address: place.address, reason: `${bytes} B` });
    const began = Date.now();
    await about(runId, client =>
      client.workflow.start(workflowType, {
        ...{ workflowId: runId, taskQueue: place.taskQueue, args: [...args] },
        ...(previous === undefined ? {} : { memo: { [PREVIOUS_MEMO]: previous } }),
        workflowIdReusePolicy: previous === undefined ? 'REJECT_DUPLICATE' : 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'FAIL',
        workflowTaskTimeout: DECISION_MS,
      }),
    ).catch((error: unknown) => refuseUnlessBegun(ask, { error, runId, began }));
  }

  /** A question about a run: its failures name it. */
  const about = <Answer>(runId: string, question: (client: Client) => Promise<Answer>): Promise<Answer> =>
    ask(question).catch((error: unknown) => {
      const { kind, code, params } = toProblem(error);
      throw 'run' in params
        ? new ProblemError({ kind, code, params: { ...params, run: runId } }, { cause: error })
        : error;
    });

  return {
    place,
    ...{ ask, check, close, startWorkflow },
    async start({ input, options, runId: asked }) {
      const runId = asked ?? newRunId(identity(), input);
      if (!isRunId(runId)) throw fail('usage', 'bad_run_id', { run: runId });
      const sources = chosenSources(input, options, NO_CACHE);
      const call: RunCall = { options };
      const args = [withoutPassword({ ...input, sources: [...sources] }), call];
      await startWorkflow({ runId, workflowType: 'IngestionWorkflow', args });
      return { runId };
    },
    async resume(runId, failed) {
      const { status } = await about(runId, () => describe(ask, { workflowId: runId }));
      if (status === 'RUNNING' || status === 'CONTINUED') {
        if (failed) await about(runId, client => client.workflow.getHandle(runId).executeUpdate(RETRY_FAILED_UPDATE));
        return { runId };
      }
      await goOn(runId, failed);
      return { runId };
    },
    cancel: async runId => void (await about(runId, client => client.workflow.getHandle(runId).cancel())),
    terminate: async (runId, reason) =>
      void (await about(runId, client => client.workflow.getHandle(runId).terminate(reason))),
    read: runId => about(runId, () => readRun(ask, runId, LOCAL)),
  };

  async function goOn(runId: string, failed: boolean): Promise<void> {
    const { run, status, last } = await about(runId, () => readRun(ask, runId, ''));
    if (!run) throw fail('usage', 'temporal_run_unknown', { run: runId });
    if (run.workflowType === 'IngestionWorkflow' && status === 'COMPLETED' && !failed)
      throw fail('usage', 'run_ended', { run: runId });
    const { args, pieces } = resumeArguments(run, failed);
    await startWorkflow({ runId, workflowType: run.workflowType, args, previous: last.runId });
    // Who does not come to the end here resumes it again: it waits for some minutes, and fails.
    for (const piece of pieces.entries()) await about(runId, client => send(client, runId, [...piece, pieces.length]));
  }
}

const identity = () => ({ ports: { clock: systemClock, hash: nodeHash }, identity: `${process.pid}@${hostname()}` });

/** What earlier runs of a work folder found is not looked up: the workers' folder may be another one. */
const NO_CACHE = { cache: { lastActivity: () => undefined } } as const;

/** One connection, made when it is first needed and again when it could not be made. */
function openAsking(place: TemporalPlace, deadlineMs: number): Pick<TemporalClient, 'ask' | 'check' | 'close'> {
  let connecting: Promise<Connected & { readonly client: Client }> | undefined;
  let isClosed = false;

  async function connected(): Promise<Connected & { readonly client: Client }> {
    if (isClosed) throw fail('transient', 'temporal_unreachable', { address: place.address });
    connecting ??= connect(place, deadlineMs).then(made => ({ ...made, client: clientOf(place, made.connection) }));
    return connecting.catch((error: unknown) => {
      connecting = undefined;
      throw error;
    });
  }

  const ask: Ask = async (question, waitMs = deadlineMs) => {
    const { client, connection } = await connected();
    try {
      return await connection.withDeadline(Date.now() + waitMs, () => question(client));
    } catch (error) {
      throw serverProblem(error, place);
    }
  };

  return {
    ask,
    async check() {
      await ask(client => client.workflowService.describeNamespace({ namespace: place.namespace }));
      return { serverVersion: (await connected()).serverVersion };
    },
    async close() {
      isClosed = true;
      const made = await connecting?.catch(() => undefined);
      await made?.connection.close();
    },
  };
}

const clientOf = ({ namespace }: TemporalPlace, connection: Connection): Client =>
  new Client({ connection, namespace });
