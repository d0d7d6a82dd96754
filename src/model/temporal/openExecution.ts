import { addressKey, hostPort } from '../address.ts';
import type { RunOptions, WebStarted } from '../event.ts';
import type { IngestionWorkflowInput, Source } from '../generated/types.ts';
import { runDefaults } from '../runDefaults.ts';
import { applyEvent } from '../runState.ts';
import { withoutPassword } from '../withoutPassword.ts';
import type { OpenedCall } from './call.ts';
import { restoreRun } from './carry.ts';
import type { RunExecution } from './driveRun.ts';

/** What holds when somebody else starts a run, who knows nothing of our options; workers fill the User-Agent in. */
export const FOREIGN_OPTIONS: RunOptions = {
  ...runDefaults(''),
  userAgent: '',
  concurrency: 20,
  inputFile: null,
  currentFolder: '',
};

/** As the local loop: enough to be quick, few enough to be a good guest. */
const PER_HOST = 2;

interface Start {
  readonly runId: string;
  /** Of this execution, RFC 3339. */
  readonly startedAt: string;
  /** It was continued as new: nothing is to be put back. */
  readonly isContinued: boolean;
}

/** A run at its beginning, or where earlier executions have left it. */
export function openExecution(
  input: IngestionWorkflowInput,
  call: OpenedCall,
  { runId, startedAt, isContinued }: Start,
): Omit<RunExecution, 'world'> {
  const options = call.options ?? FOREIGN_OPTIONS;
  const { sources: asked, ...rest } = withoutPassword(input);
  const sources = chosen(asked, options);
  const first: WebStarted = {
    eventId: 1,
    eventTime: call.startedAt ?? startedAt,
    eventType: 'WorkflowExecutionStarted',
    attributes: {
      workflowType: 'IngestionWorkflow',
      workflowId: runId,
      input: { ...rest, sources },
      options,
      identity: '',
    },
  };
  const state = restoreRun(first, call.done ?? [], 'run');
  state.bytes = call.bytes ?? 0;
  if (call.done && !isContinued) {
    const next = { eventId: state.lastEventId + 1, eventTime: startedAt };
    if (call.retryFailed) {
      const attributes = { signalName: 'retryFailed', identity: '' } as const;
      applyEvent(state, { ...next, eventType: 'WorkflowExecutionSignaled', attributes });
    } else applyEvent(state, { ...next, eventType: 'WorkflowExecutionUnpaused', attributes: { identity: '' } });
  }
  const limits = { concurrency: Math.max(1, options.concurrency), perHost: PER_HOST };
  return { state, limits, input: rest, inputHosts: hostsOf(sources), options };
}

/** Those that were asked for; one that INPUT does not name was found by an earlier run. */
const chosen = (sources: readonly Source[], options: RunOptions): Source[] =>
  options.sources.length === 0
    ? [...sources]
    : options.sources.map(uri => sources.find(source => addressKey(source.uri) === addressKey(uri)) ?? { uri });

const hostsOf = (sources: readonly Source[]): string[] => [
  ...new Set(sources.map(source => hostPort(source.uri)).filter(host => host !== undefined)),
];
