import type { StageEnum } from './generated/types.ts';

export type Stage = StageEnum;

export const STAGES = ['CRAWLING', 'SCRAPING', 'CONVERTION', 'CHUNKING', 'INDEXING'] as const satisfies Stage[];

export const isStage = (text: string): text is Stage => STAGES.some(stage => stage === text);

/** Closes a `switch`: a member that was forgotten does not compile. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
