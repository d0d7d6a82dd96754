import type { Reason } from '../problem.ts';

export const PROGRESS_VERSION = 1;

/** `open`: looked at, not checked yet, or nothing to check in it was done. */
export type StepState = 'open' | 'failed' | 'passed';

/** What is remembered of one step. Times are RFC 3339 in UTC. */
export interface StepProgress {
  readonly state: StepState;
  /** When it was first looked at. */
  readonly startedAt: string;
  /** When it first passed. */
  readonly passedAt: string | null;
  /** Milliseconds for which it was the step that one was at. */
  readonly spentMs: number;
  /** How often its checks were asked. */
  readonly checked: number;
  /** How many of its hints were shown. */
  readonly hints: number;
  /** The number that was said before the truth was seen; the first one is kept. */
  readonly guess: number | null;
  /** What was last measured after it was said. */
  readonly truth: number | null;
  /** Places of the ticked answers of a quiz; null: not answered. */
  readonly ticked: readonly number[] | null;
  readonly solutionShown: boolean;
}

/** Of one workshop in one learner's folder. */
export interface Progress {
  readonly version: typeof PROGRESS_VERSION;
  /** Its id. */
  readonly workshop: string;
  /** Where a foreign workshop lies, absolute; null: it ships with the extension. */
  readonly folder: string | null;
  /** The step that one is at, and when something was last heard of it. */
  readonly current: { readonly step: string; readonly seenAt: string } | null;
  readonly steps: Readonly<Record<string, StepProgress>>;
}

export const newProgress = (workshop: string, folder: string | null = null): Progress => ({
  ...{ version: PROGRESS_VERSION, workshop, folder, current: null, steps: {} },
});

/** A file's text; a fault where another version or something else wrote it. */
export function readProgress(text: string): { readonly progress: Progress } | { readonly fault: Reason } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: { code: 'progress_broken', params: {} } };
  }
  const version = isRecord(value) ? value['version'] : undefined;
  if (typeof version === 'number' && version !== PROGRESS_VERSION)
    return { fault: { code: 'progress_other_version', params: { version, known: PROGRESS_VERSION } } };
  return isProgress(value) ? { progress: value } : { fault: { code: 'progress_broken', params: {} } };
}

/** Another version wrote it, or it is broken: Start Workshop goes on where it lies. */
export const isUnreadProgress = ({ code }: Reason): boolean =>
  ['progress_other_version', 'progress_broken'].includes(code);

/** Where the workshop of a file that cannot be read lies, as far as it says so. */
export function folderIn(text: string): string | null {
  const [, folder] = /"folder":\s*("(?:[^"\\]|\\.)*")/.exec(text) ?? [];
  try {
    return folder === undefined ? null : String(JSON.parse(folder));
  } catch {
    return null;
  }
}

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isProgress = (value: unknown): value is Progress =>
  isRecord(value) &&
  value['version'] === PROGRESS_VERSION &&
  typeof value['workshop'] === 'string' &&
  isTextOrNull(value['folder']) &&
  isCurrent(value['current']) &&
  isRecord(value['steps']) &&
  Object.values(value['steps']).every(isStepProgress);

const isCurrent = (value: unknown): boolean =>
  value === null || (isRecord(value) && typeof value['step'] === 'string' && isTime(value['seenAt']));

export const isStepProgress = (value: unknown): value is StepProgress =>
  isRecord(value) &&
  ['open', 'failed', 'passed'].includes(String(value['state'])) &&
  isTime(value['startedAt']) &&
  (value['passedAt'] === null || isTime(value['passedAt'])) &&
  ['spentMs', 'checked', 'hints'].every(key => isCount(value[key])) &&
  ['guess', 'truth'].every(key => value[key] === null || typeof value[key] === 'number') &&
  (value['ticked'] === null || (Array.isArray(value['ticked']) && value['ticked'].every(isCount))) &&
  typeof value['solutionShown'] === 'boolean';

const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string';
const isTime = (value: unknown): boolean => typeof value === 'string' && Number.isFinite(Date.parse(value));
const isCount = (value: unknown): boolean => typeof value === 'number' && Number.isInteger(value) && value >= 0;
