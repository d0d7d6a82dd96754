import { nothing, type View } from '../common/lit.ts';
import type { Screen } from './acts.ts';

/** Buttons of the head, with their menus: copy, export. */
export const outMenu = (_screen: Screen): View | typeof nothing => nothing;

/** One line above the grid that says what was copied or written, or why not. */
export const outLine = (_screen: Screen): View | typeof nothing => nothing;
