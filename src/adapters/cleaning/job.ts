import type { Cleaning, Weight } from '../../model/cleaning.ts';
import type { ConversionOptions } from '../../model/conversion.ts';
import type { Problem } from '../../model/problem.ts';

/** A page as it was downloaded. */
export interface RawPage {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly options: ConversionOptions;
}

/** What a thread is asked: to examine a page, only to convert it, or to weigh texts. */
export type CleaningJob =
  | { readonly kind: 'examine'; readonly page: RawPage }
  | { readonly kind: 'convert'; readonly page: RawPage }
  | { readonly kind: 'weigh'; readonly html: Uint8Array; readonly contentType: string; readonly markdown: Uint8Array };

export interface CleaningResults {
  /** null: there is nothing to convert. */
  readonly examine: Cleaning | null;
  readonly convert: { readonly markdown: string; readonly tokens: number };
  readonly weigh: { readonly before: Weight; readonly after: Weight };
}

export type CleaningReport =
  | { readonly done: number; readonly total: number }
  | { readonly value: CleaningResults[CleaningJob['kind']] }
  | { readonly problem: Problem };
