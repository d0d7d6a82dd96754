import type { ChangedSetting, KeyParts } from './event.ts';
import type { IngestionWorkflowInput } from './generated/types.ts';
import { canonicalJson } from './key.ts';
import type { ActivityState, RunState, SourceState } from './runState.ts';
import type { Stage } from './stage.ts';

/** What an activity's key is made of, beside its stage. */
export type KeyPart = 'code' | 'config' | 'input';
const KEY_PARTS: readonly KeyPart[] = ['code', 'config', 'input'];

/**
 * Why an activity ran although its address had been through that stage before, or why it did not.
 * first: nothing of it was known. changed: its key is another one. failed: the last time gave no result. asked: a person
 * wanted this stage. checked: the same as before, but a server and the index are asked each time. gone: the earlier
 * result is not there any more. reused: it did not run.
 */
export type WhyAgain =
  | { readonly because: 'first' | 'failed' | 'asked' | 'checked' | 'gone' | 'reused' }
  | {
      readonly because: 'changed';
      readonly parts: readonly KeyPart[];
      /** Of INPUT, where the configuration changed; empty where it is the Source's own that did. */
      readonly settings: readonly ChangedSetting[];
      /** The learner's file, where the code that changed is theirs. */
      readonly file?: string;
    };

export const changedParts = (before: KeyParts, after: KeyParts): readonly KeyPart[] =>
  KEY_PARTS.filter(part => before[part] !== after[part]);

/** The sections of INPUT that `stageConfig` reads. */
export const STAGE_SECTIONS = {
  CRAWLING: ['crawling_config'],
  SCRAPING: [],
  CONVERTION: ['conversion_config'],
  CHUNKING: ['recursive_chunking_config', 'chunking_config'],
  INDEXING: ['indexing_config'],
} as const satisfies Record<Stage, readonly (keyof IngestionWorkflowInput)[]>;

/** In the order of their names. */
export function changedSettings(
  stage: Stage,
  before: IngestionWorkflowInput,
  after: IngestionWorkflowInput,
): readonly ChangedSetting[] {
  return STAGE_SECTIONS[stage].flatMap(section => {
    const [old, now] = [membersOf(before[section]), membersOf(after[section])];
    const names = [...new Set([...old.keys(), ...now.keys()])].sort();
    return names
      .map(name => ({ name: `${section}.${name}`, before: old.get(name) ?? null, after: now.get(name) ?? null }))
      .filter(setting => setting.before !== setting.after);
  });
}

function membersOf(section: object | null | undefined): ReadonlyMap<string, string> {
  const entries = Object.entries(section ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return new Map(entries.map(([name, value]) => [name, canonicalJson(value)]));
}

/** An activity with the run that it belongs to. */
export interface Performed {
  readonly state: RunState;
  readonly source: SourceState;
  readonly activity: ActivityState;
}

export interface Earlier {
  /** The last one that gave a result. */
  readonly result: Performed | undefined;
  /** A later one gave none. */
  readonly failedSince: boolean;
}

/** What earlier runs, newest first, know of an address at a stage. */
export function findEarlier(uri: string, stage: Stage, earlier: Iterable<RunState>): Earlier {
  let failedSince = false;
  for (const state of earlier) {
    const source = state.byUri.get(uri);
    const activity = source?.activities.get(stage);
    if (!source || !activity) continue;
    if (activity.status === 'COMPLETED' && !activity.skipped) {
      return { result: { state, source, activity }, failedSince };
    }
    failedSince = true;
  }
  return { result: undefined, failedSince };
}

/** Undefined as long as nobody knows: it has not come to its end, and may still find the earlier result. */
export function whyAgain(now: Performed, { result, failedSince }: Earlier): WhyAgain | undefined {
  const { activity, source } = now;
  if (activity.reused) return { because: 'reused' };
  if (!result) return { because: failedSince ? 'failed' : 'first' };
  const parts = changedParts(result.activity.key, activity.key);
  if (parts.length > 0) {
    const settings = parts.includes('config')
      ? changedSettings(activity.stage, result.state.input, now.state.input)
      : [];
    const file = now.state.input.stages_config?.[activity.stage]?.implementation;
    return { because: 'changed', parts, settings, ...(file && parts.includes('code') ? { file } : {}) };
  }
  if (source.plan[activity.stage] === 'force') return { because: 'asked' };
  if (failedSince) return { because: 'failed' };
  if (activity.stage !== 'CONVERTION' && activity.stage !== 'CHUNKING') return { because: 'checked' };
  return activity.status === 'COMPLETED' || activity.status === 'FAILED' ? { because: 'gone' } : undefined;
}
