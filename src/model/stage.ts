import type { StageEnum } from './generated/types.ts';

export type Stage = StageEnum;

export const STAGES = ['CRAWLING', 'SCRAPING', 'CONVERTION', 'CHUNKING', 'INDEXING'] as const satisfies Stage[];

/** A value for each stage. */
export const byStage = <T>(of: (stage: Stage, at: number) => T): Record<Stage, T> =>
  Object.fromEntries(STAGES.map((stage, at) => [stage, of(stage, at)])) as Record<Stage, T>; // SAFETY: every stage is a key.

export const isStage = (text: string): text is Stage => STAGES.some(stage => stage === text);

/** A stage as people write it, in any case and spelt as a dictionary does; what is no stage comes back in capitals. */
export const stageNamed = (written: string): string => written.toUpperCase().replace(/^CONVERSION$/, 'CONVERTION');

/** Closes a `switch`: a member that was forgotten does not compile. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
