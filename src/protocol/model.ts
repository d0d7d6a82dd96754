export type ModelHostVerbs = Record<never, never>;
