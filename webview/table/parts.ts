/**
 * What the parts of the page hold for themselves. Each part's drawing and acts are in the file of its name; its state is
 * here, because the page's state is made of it.
 */

/** The tab on the schema. */
export interface SchemaState {
  readonly isAsked: boolean;
}

/** The tab on the row groups. */
export interface GroupsState {
  readonly isAsked: boolean;
}

/** The panel on the active cell's column. */
export interface InsightState {
  readonly column: number | null;
}

/** The find bar. */
export interface FinderState {
  readonly isOpen: boolean;
}

/** Copying and exporting: what is open, and what they met. */
export interface OutState {
  readonly open: 'copy' | 'export' | null;
}

export const newSchema = (): SchemaState => ({ isAsked: false });
export const newGroups = (): GroupsState => ({ isAsked: false });
export const newInsight = (): InsightState => ({ column: null });
export const newFinder = (): FinderState => ({ isOpen: false });
export const newOut = (): OutState => ({ open: null });
