/** The ids of our views; the manifest is checked against them by a test. */
export const VIEWS = {
  workshop: 'ingestionWorkshop.workshop',
  sources: 'ingestionWorkshop.sources',
  runs: 'ingestionWorkshop.runs',
  datasets: 'ingestionWorkshop.datasets',
  preview: 'ingestionWorkshop.preview',
  chunks: 'ingestionWorkshop.chunks',
} as const;

/** Those that are pages: an empty one speaks for itself. */
export const PAGE_VIEWS: readonly string[] = [VIEWS.chunks];

/** VS Code makes one for each view. */
export const FOCUS_WORKSHOP = `${VIEWS.workshop}.focus`;
export const FOCUS_SOURCES = `${VIEWS.sources}.focus`;
export const FOCUS_DATASETS = `${VIEWS.datasets}.focus`;
export const FOCUS_PREVIEW = `${VIEWS.preview}.focus`;
export const FOCUS_CHUNKS = `${VIEWS.chunks}.focus`;

export const STATUS_BAR_ITEM = 'ingestionWorkshop.progress';
export const SITE_BAR_ITEM = 'ingestionWorkshop.site';
export const API_BAR_ITEM = 'ingestionWorkshop.practiceApi';
export const TEMPORAL_BAR_ITEM = 'ingestionWorkshop.temporal';

/** The walkthrough's id in the manifest. */
export const WALKTHROUGH = 'start';

/** VS Code's name for the editor of Parquet files. */
export const TABLE_EDITOR = 'ingestionWorkshop.table';
