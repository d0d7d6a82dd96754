/** Where a command shows beside the palette. `when` is joined to the command's own place by the manifest. */
export interface Place {
  readonly menu: 'view/title' | 'view/item/context' | 'editor/title' | 'explorer/context';
  readonly when: string;
  readonly group: string;
}

export interface CommandEntry {
  /** Codicon; needed where a button shows it. */
  readonly icon?: string;
  /** It runs something: needs a trusted folder on a disk. Checked again before the handler. */
  readonly runs?: true;
  /** It looks at what is in a folder on a disk, trusted or not. */
  readonly reads?: true;
  /** It works in any window, without a folder too. */
  readonly anywhere?: true;
  /** When-clause beside those. Only keys that are true before activation, or commands that make no sense before it. */
  readonly enablement?: string;
  /** Makes sense on a tree item only. */
  readonly palette?: 'hidden';
  readonly places: readonly Place[];
}

export const inSources = 'view == ingestionWorkshop.sources';
export const inRuns = 'view == ingestionWorkshop.runs';
export const inChunks = 'view == ingestionWorkshop.chunks';
export const inDatasets = 'view == ingestionWorkshop.datasets';
export const inWorkshop = 'view == ingestionWorkshop.workshop';
export const inPreview = 'view == ingestionWorkshop.preview';
export const anyView = `${inSources} || ${inRuns}`;
export const INPUT_FILE = String.raw`resourceFilename =~ /\.ingest\.(ya?ml|json)$/`;
export const API_CONFIG = String.raw`resourceFilename =~ /\.api\.ya?ml$/`;
/** Markdown that a run made of a page. */
export const CONVERTED = String.raw`resourcePath =~ /[\\/]runs[\\/][^\\/]+[\\/]conversion[\\/][^\\/]+\.md$/`;
export const IS_TABLE = String.raw`resourceExtname =~ /^\.(parquet|parq|pqt?)$/i`;
export const ACTIVITY_FILE = String.raw`resourceDirname =~ /[\\/]activities$/ && resourceFilename =~ /^(crawling|scraping|conversion|chunking|indexing)\.ts$/`;
export const inputEditor = `${INPUT_FILE} || resourcePath in ingestionWorkshop.inputFiles`;

export const title = (when: string, group: string): Place => ({ menu: 'view/title', when, group });
export const item = (when: string, group: string): Place => ({ menu: 'view/item/context', when, group });
