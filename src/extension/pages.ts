/** Every page: folder in `webview/`, and file in `dist/webview/`. `words`: beginnings of the catalogue's keys that it says. */
export const PAGES = {
  chunks: { words: ['chunks.', 'unit.chunk', 'outcome.', 'model.lexical'] },
  cleaning: { words: ['cleaning.', 'unit.block', 'unit.page'] },
  compare: { words: ['pair.', 'cleaning.price'] },
  dataset: { words: ['dataset.', 'grid.', 'unit.', 'verdict.', 'runStatus.', 'partitionState.'] },
  history: { words: ['history.', 'outcome.', 'runStatus.', 'stage.', 'action.', 'unit.', 'why.'] },
  model: { words: ['model.', 'schema.'] },
  search: { words: ['search.', 'unit.chunk', 'unit.passage'] },
  step: { words: ['step.', 'check.', 'action.goOnHere', 'unit.minute', 'unit.try', 'unit.hint'] },
  table: { words: ['table.', 'grid.', 'unit.row'] },
  validation: { words: ['validation.', 'grid.', 'quality.', 'unit.rule', 'unit.row'] },
} as const satisfies Record<string, { readonly words: readonly string[] }>;

export type PageName = keyof typeof PAGES;

/** What every page says: the shell's own sentences and those of problems. */
export const SHELL_WORDS = ['page.', 'error.'] as const;

/** Those that are editor tabs; the others are views in the side bar. A folder's table is one; a file's is a custom editor. */
export const PANELS: readonly PageName[] = [
  'cleaning',
  'compare',
  'dataset',
  'history',
  'model',
  'search',
  'step',
  'table',
  'validation',
];

/** VS Code's name for a page that is an editor tab; it wakes the extension when such a tab is restored. */
export const panelType = (page: PageName): string => `ingestionWorkshop.page.${page}`;
