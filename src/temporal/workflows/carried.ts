import {
  CancellationScope,
  condition,
  defineSignal,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';
import { DEFAULT_RETRY_POLICY } from '../../model/retry.ts';
import type { CarriedActivities, CarriedFile, CarriedSource, OpenedCall, RunCall } from '../../model/temporal/call.ts';
import { CARRIED_SIGNAL } from '../../model/temporal/names.ts';
import { problemFailure } from './failure.ts';
import { problemOfError } from './problems.ts';
import { retryOf } from './retryOf.ts';

const common = {
  startToCloseTimeout: '1 minute',
  retry: retryOf(DEFAULT_RETRY_POLICY.maximumAttempts),
} as const;

/** Local: its argument is as large as it likes, and stands in no history. */
const { CARRIED_WRITE } = proxyLocalActivities<CarriedActivities>(common);
/** Its answers do, each in an event of its own. */
const { CARRIED_READ } = proxyActivities<CarriedActivities>({ ...common, scheduleToCloseTimeout: '30 minutes' });

/** A run that is cancelled keeps what it has, too. Throws the Problem. */
const insist = <Done>(work: () => Promise<Done>): Promise<Done> =>
  CancellationScope.nonCancellable(work).catch((thrown: unknown) => {
    throw problemFailure(problemOfError(thrown));
  });

export const writeCarried = (runId: string, value: unknown): Promise<CarriedFile> =>
  insist(() => CARRIED_WRITE(runId, JSON.stringify(value)));

export async function readCarried(runId: string, file: CarriedFile): Promise<unknown> {
  const texts: string[] = [];
  for (let pieces = 1; texts.length < pieces;) {
    const piece = await insist(() => CARRIED_READ(runId, file, texts.length));
    texts.push(piece.text);
    ({ pieces } = piece);
  }
  return JSON.parse(texts.join(''));
}

/** Who resumes a run sends its pieces one after the other. */
const PATIENCE = '5 minutes';

/** The call with what was carried at hand, from wherever it is. */
export async function openCall(runId: string, { done, ...call }: RunCall): Promise<OpenedCall> {
  if (done === undefined) return call;
  if (!('pieces' in done || 'sha256' in done)) return { ...call, done };
  const value = 'pieces' in done ? await receivePieces(done) : await readCarried(runId, done);
  // SAFETY: our own workflow, or client, has made it of this.
  return { ...call, done: value as readonly CarriedSource[] };
}

async function receivePieces({ pieces }: { readonly pieces: number }): Promise<unknown> {
  const texts = new Map<number, string>();
  setHandler(
    defineSignal<[at: number, text: string, pieces: number]>(CARRIED_SIGNAL),
    (at, text) => void texts.set(at, text),
  );
  const isWhole = await CancellationScope.nonCancellable(() => condition(() => texts.size >= pieces, PATIENCE));
  if (!isWhole)
    throw problemFailure({ kind: 'transient', code: 'carried_incomplete', params: { pieces: pieces - texts.size } });
  return JSON.parse(Array.from({ length: pieces }, (_, at) => texts.get(at) ?? '').join(''));
}
