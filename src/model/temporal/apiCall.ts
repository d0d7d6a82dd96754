import type { ApiRunOptions, ApiRunResult, PageCounts, PartitionResult } from '../api/apiEvent.ts';
import type { ApiRunState } from '../api/apiRunState.ts';
import type { BackfillOptions, DayRange, PlannedDay } from '../api/backfill.ts';
import type { BackfillDay } from '../api/describeBackfill.ts';
import type { BackfillState } from '../api/backfillState.ts';
import type { ApiIngestionInput } from '../generated/types.ts';
import type { Problem } from '../problem.ts';
import type { RetryDecision } from '../retry.ts';

/**
 * What the workflows of the API side, their activities and their clients tell each other. Folders of datasets are
 * relative to the root that workers share, or inside it; headers are names of environment variables, which each worker
 * resolves in its own environment.
 */
export interface ApiActivities {
  /** Some pages, as many as some seconds bring. */
  API_PAGE(call: ApiPartCall): Promise<PagesDone>;
  /** Some partitions; with the last of them all that follows the data, the watermark last. */
  API_PARTITION(call: ApiPartCall): Promise<PartitionsDone>;
  /** Gives the dataset back and forgets the staged rows of what is complete. */
  API_CLOSE(call: CloseCall): Promise<void>;
  BACKFILL_PLAN(call: PlanCall): Promise<BackfillPlan>;
  /** Days that failed are told in the dataset. */
  BACKFILL_MARK(call: MarkCall): Promise<void>;
}

/** Of a child that has read all, to its backfill: may it write now? */
export const TURN_ASKED_SIGNAL = 'turnAsked';
/** Of the backfill to that child: it may, until it ends. */
export const TURN_GIVEN_SIGNAL = 'turnGiven';

/** Of each execution, that the next one goes on from. */
export interface Bounds {
  /** Events of one execution before it goes on as a new one; the server's own limit is 51,200. */
  readonly events?: number;
  /** Pages, or partitions, of one activity: else as many as some seconds bring. */
  readonly batch?: number;
}

/** The second argument of ApiIngestionWorkflow; absent or null when somebody else starts it. */
export interface ApiCall {
  readonly options?: Partial<ApiRunOptions>;
  /** Seconds to wait for a dataset that another run holds; else that is told at once. */
  readonly wait?: number;
  /** What earlier executions of this run have done. */
  readonly told?: ApiTold;
  /** Of a backfill whose days are written one after the other: it is asked for a turn. */
  readonly takesTurns?: boolean;
  readonly bounds?: Bounds;
}

/** What is known of a run beside its staged rows. */
export interface ApiTold extends Pick<
  ApiRunState,
  'pages' | 'rows' | 'deadLetters' | 'retries' | 'partitions' | 'isAskedAgain'
> {
  /** RFC 3339: the same for all that the run writes, however often it is taken up again. */
  readonly startedAt: string;
}

export const toldOf = ({ startedAt, ...state }: ApiRunState): ApiTold => ({
  startedAt,
  pages: state.pages,
  rows: state.rows,
  deadLetters: state.deadLetters,
  retries: state.retries,
  partitions: state.partitions,
  isAskedAgain: state.isAskedAgain,
});

/** The one argument of API_PAGE and API_PARTITION. */
export interface ApiPartCall {
  readonly runId: string;
  readonly input: ApiIngestionInput;
  /** The current folder is each worker's own root. */
  readonly options: ApiRunOptions;
  readonly told: ApiTold;
  /** Pages, or partitions: at most so many. */
  readonly batch: number | null;
}

/** A page that is staged, durable. */
export interface ToldPage extends PageCounts {
  readonly number: number;
  readonly uri: string;
  readonly from: string;
  readonly to: string;
}

/** A partition that is written. */
export interface ToldPartition {
  readonly partition: PartitionResult;
  readonly from: string;
  readonly to: string;
}

/** An attempt that failed when others of the same activity had succeeded: these are told, and it is tried again alone. */
export interface LateFailure {
  readonly activityId: string;
  readonly uri: string;
  readonly from: string;
  readonly to: string;
  readonly failure: Problem;
  readonly retryState: RetryDecision['retryState'];
  /** When it is tried again; null: it is not. */
  readonly delayMs: number | null;
}

/** Who did it, and at which attempt of the activity. */
export interface DoneBy {
  readonly attempt: number;
  readonly identity: string;
}

export interface PagesDone extends DoneBy {
  /** Another run has written since the rows came: what was told before counts no more. */
  readonly isAskedAgain: boolean;
  readonly pages: readonly ToldPage[];
  readonly late: LateFailure | null;
  /** That was the last page. */
  readonly isWhole: boolean;
}

export interface PartitionsDone extends DoneBy {
  readonly partitions: readonly ToldPartition[];
  readonly late: LateFailure | null;
  /** When all is written, the watermark last. */
  readonly result: ApiRunResult | null;
  /** Nothing was written: another run has written since the rows came, and they are asked for again. */
  readonly isOvertaken: boolean;
}

export interface CloseCall {
  readonly runId: string;
  readonly input: ApiIngestionInput;
  /** Its staged rows are of no more use. */
  readonly isComplete: boolean;
  /** Nobody else works on the dataset in its name. */
  readonly isHolder: boolean;
}

/** The second argument of BackfillWorkflow; absent or null when somebody else starts it. */
export interface BackfillCall {
  readonly options?: Partial<ApiRunOptions & BackfillOptions>;
  readonly wait?: number;
  /** Says what would be ingested, and ingests nothing. */
  readonly dryRun?: boolean;
  readonly told?: BackfillTold;
  readonly bounds?: Bounds;
}

/** What earlier executions of this backfill have planned and done. */
export interface BackfillTold {
  readonly startedAt: string;
  /** Without its days the dataset is looked at once more: they are no part of what is remembered of an ended run. */
  readonly plan: Omit<BackfillPlan, 'days'> & Partial<Pick<BackfillPlan, 'days'>>;
  readonly children: readonly Pick<ChildOf<BackfillState>, 'workflowId' | 'status' | 'partitions' | 'failure'>[];
}

export const backfillTold = (state: BackfillState, plan: BackfillPlan): BackfillTold => ({
  startedAt: state.startedAt,
  plan,
  children: [...state.children.values()]
    .filter(({ status }) => status !== 'NOT_STARTED')
    .map(({ workflowId, status, partitions, failure }) => ({ workflowId, status, partitions, failure })),
});

/** Of a backfill that has ended: what is done stays done, all else is begun anew. */
export function toldToResume(state: BackfillState): BackfillTold {
  const { ranges, ...input } = state.input;
  const told = backfillTold(state, { input, ranges, days: [] });
  return {
    ...told,
    plan: { input, ranges },
    children: told.children.filter(({ status }) => status === 'COMPLETED'),
  };
}

/** What is done stays done. */
export function restoreChildren({ children }: BackfillState, told: BackfillTold['children']): void {
  for (const { workflowId, ...known } of told) Object.assign(children.get(workflowId) ?? {}, known);
}

type ChildOf<State extends { readonly children: Map<string, unknown> }> =
  State['children'] extends Map<string, infer Child> ? Child : never;

export interface PlanCall {
  readonly runId: string;
  readonly input: ApiIngestionInput;
  readonly options: BackfillOptions;
  readonly startedAt: string;
  readonly dryRun: boolean;
}

export interface BackfillPlan {
  /** As the days are ingested. */
  readonly input: ApiIngestionInput;
  readonly ranges: readonly DayRange[];
  readonly days: readonly PlannedDay[];
}

export interface MarkCall {
  readonly runId: string;
  readonly child: string;
  readonly input: ApiIngestionInput;
  readonly startedAt: string;
  readonly days: readonly string[];
  /** A code. */
  readonly error: string;
}

/** What a backfill answers; of a dry run only the days. */
export interface BackfillDone {
  readonly status: 'success' | 'partial';
  readonly days: readonly BackfillDay[];
}
