import { PREVIEW_ACTIONS, type PreviewAction, type PreviewEntry } from './preview.ts';

/** What is shown of a preview; null or empty: all. */
export interface PreviewFilter {
  readonly level: number | null;
  readonly action: PreviewAction | null;
  /** Stands in the address, in any case. */
  readonly text: string;
}

/** The entries that hold all of it. */
export function filterPreview(
  entries: readonly PreviewEntry[],
  { level, action, text }: PreviewFilter,
): readonly PreviewEntry[] {
  const wanted = text.trim().toLowerCase();
  return entries.filter(
    entry =>
      (level === null || entry.level === level) &&
      (action === null || entry.action === action) &&
      (wanted === '' || entry.uri.toLowerCase().includes(wanted)),
  );
}

/** Of these entries, by what would be done; only what there is. */
export const countActions = (entries: readonly PreviewEntry[]): readonly [PreviewAction, number][] =>
  PREVIEW_ACTIONS.map(action => [action, entries.filter(entry => entry.action === action).length] as const)
    .filter(([, count]) => count > 0)
    .map(([action, count]) => [action, count]);
