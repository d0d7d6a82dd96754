import type { Source } from '../generated/types.ts';
import { fail } from '../problem.ts';
import type { CarriedFile, CarriedPiece, CarriedSource, Link, StageDone } from './call.ts';
import { unpackLinks } from './carry.ts';
import { jsonBytes } from './phases.ts';
import { isRecord } from './readInput.ts';

/**
 * What a run carries from one execution to the next, at the most, in bytes of JSON: its history takes it in once, beside
 * what happens then, and a server ends a history of 50 MB.
 */
export const LARGEST_STATE = 30_000_000;

/** What a stage may add to its Source, in bytes: many of them travel together. */
export const LARGEST_GROWTH = 100_000;

export const isCarriedFile = (value: unknown): value is CarriedFile =>
  isRecord(value) && typeof value['sha256'] === 'string' && /^[0-9a-f]{64}$/.test(value['sha256']);

/** Of a run's folder. */
export const carriedPath = (folder: string, { sha256 }: CarriedFile): string => `runs/${folder}/carried/${sha256}.json`;

/** UTF-16 units of JSON: three bytes each in a payload, at the most, where quotes and backslashes are escaped. */
const PIECE = 600_000;

export const cutPiece = (text: string, at: number, size = PIECE): CarriedPiece => ({
  text: text.slice(at * size, (at + 1) * size),
  pieces: Math.max(1, Math.ceil(text.length / size)),
});

export const cutPieces = (text: string): string[] =>
  Array.from({ length: cutPiece(text, 0).pieces }, (_, at) => cutPiece(text, at).text);

/** What a stage has done, its links as Sources. */
export type WholeDone = Omit<StageDone, 'discovered'> & { readonly discovered?: readonly Source[] };

/** `links`: as they came, or as their file has them. */
export const wholeDone = (done: Omit<StageDone, 'discovered'>, links: unknown): WholeDone =>
  // SAFETY: ours have made them; of other programs `foreignDone` lets only Sources through.
  Array.isArray(links) ? { ...done, discovered: unpackLinks(done.source, links as Link[]) } : done;

/** Data `source_too_large`. */
export function refuseGrowth(before: Source, after: Source): void {
  const bytes = jsonBytes(after) - jsonBytes(before);
  if (bytes > LARGEST_GROWTH) throw fail('data', 'source_too_large', { bytes, limit: LARGEST_GROWTH });
}

/** Config `run_too_large`. */
export function refuseTooLarge(carried: readonly CarriedSource[]): void {
  const bytes = jsonBytes(carried);
  if (bytes > LARGEST_STATE)
    throw fail('config', 'run_too_large', { sources: carried.length, bytes, limit: LARGEST_STATE });
}
