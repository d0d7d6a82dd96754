import { nothing, type View } from '../common/lit.ts';
import type { Screen } from './acts.ts';

/** Above the grid, while it is open. */
export const finderBar = (_screen: Screen): View | typeof nothing => nothing;
