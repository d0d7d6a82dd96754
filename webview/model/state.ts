import type { Box, DrawnModel } from '../../src/model/drawing.ts';
import type { FieldUse } from '../../src/model/fieldUse.ts';
import type { Loaded } from '../common/states.ts';

export type Form = 'diagram' | 'list';

/** All that the page holds; everything on the screen is drawn from it. */
export interface State {
  model: Loaded<DrawnModel>;
  form: Form;
  /** Name of the picked type, and of its field or member when one is. */
  type: string;
  part: string | null;
  /** The type under the pointer. */
  hovered: string | null;
  query: string;
  /** null: as much as fits. */
  zoom: number | null;
  /** px: the width that the diagram has. */
  room: number;
  /** The page's text beside its usual size: a room that looks at one screen needs a larger drawing too. */
  scale: number;
  /** Where the picked field lives; null until somebody asked. */
  use: Loaded<FieldUse> | null;
  /** What an export met. */
  exported: Loaded<boolean> | null;
}

/** Smaller than this nobody reads the fields; a wide diagram scrolls inside its own box instead. */
const [SMALLEST_FIT, SMALLEST, LARGEST] = [0.75, 0.3, 3];

export const zoomOf = ({ zoom, room, scale }: State, width: number): number =>
  zoom ?? scale * Math.max(SMALLEST_FIT, Math.min(1, room / (scale * Math.max(1, width))));

export const zoomBy = (zoom: number, factor: number): number => Math.min(LARGEST, Math.max(SMALLEST, zoom * factor));

/** Nothing asked for: everything matches. */
export function matches(box: Box, query: string): boolean {
  const wanted = query.trim().toLowerCase();
  return [box, ...box.rows].some(({ name }) => name.toLowerCase().includes(wanted));
}

export interface Kept {
  readonly form: Form;
  readonly type: string;
  readonly part: string | null;
  readonly query: string;
  readonly zoom: number | null;
}

export const keptOf = ({ form, type, part, query, zoom }: State): Kept => ({ form, type, part, query, zoom });

/** What an earlier life of the page left, as far as it can be used. */
export function restored(kept: unknown): Partial<Kept> {
  if (typeof kept !== 'object' || kept === null) return {};
  // SAFETY: each member is checked below.
  const { form, type, part, query, zoom } = kept as Partial<Record<keyof Kept, unknown>>;
  return {
    ...((form === 'diagram' || form === 'list') && { form }),
    ...(typeof type === 'string' && { type }),
    ...(typeof part === 'string' && { part }),
    ...(typeof query === 'string' && { query }),
    ...(typeof zoom === 'number' && { zoom: zoomBy(zoom, 1) }),
  };
}
