import type { CrawlPreview, InputPath, PreviewEntry, PreviewLevel } from '../model/preview/preview.ts';
import type { PreviewFilter } from '../model/preview/previewFilter.ts';
import type { IngestRequest } from './ingestRequest.ts';

/** All but the addresses, which may be a hundred thousand: they are asked for in pages. */
export type PreviewSummary = Omit<CrawlPreview, 'entries'> & { readonly total: number };

export type PreviewForm = 'csv' | 'json';

/** A line and column are 1-based, columns in UTF-16 units. */
export interface InputSpan {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export type PreviewVerbs = {
  /** Answers when all is known, or when it was stopped; kept until the folder's next one. */
  previewCrawl(p: IngestRequest): PreviewSummary;
  stopPreview(p: { workDir: string }): void;
  previewLevels(p: { workDir: string; filter: PreviewFilter }): readonly PreviewLevel[];
  /** At most 1,000 at a time. */
  previewEntries(p: { workDir: string; filter: PreviewFilter; from: number; count: number }): readonly PreviewEntry[];
  /** All of it to `file`, absolute. */
  exportPreview(p: { workDir: string; file: string; form: PreviewForm }): { addresses: number };
  /** Where a path of an input stands in its text; of what is not there, the nearest thing above it. */
  locateInInput(p: { file: string; text: string; path: InputPath }): InputSpan;
};

export type PreviewGuestVerbs = {
  /** Addresses that a preview has looked at, of those that it knows. */
  previewMoved(p: { workDir: string; done: number; total: number }): void;
};
