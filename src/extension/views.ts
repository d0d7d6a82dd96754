/** The ids of our views; the manifest is checked against them by a test. */
export const VIEWS = { sources: 'ingestionWorkshop.sources', runs: 'ingestionWorkshop.runs' } as const;

/** VS Code makes one for each view. */
export const FOCUS_SOURCES = `${VIEWS.sources}.focus`;

export const STATUS_BAR_ITEM = 'ingestionWorkshop.progress';
export const SITE_BAR_ITEM = 'ingestionWorkshop.site';

/** The walkthrough's id in the manifest. */
export const WALKTHROUGH = 'start';
