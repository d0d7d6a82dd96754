import { nothing, type View } from '../common/lit.ts';
import type { Screen } from './acts.ts';

/** The tab; drawn while it is the one in front. */
export const groupsTab = (_screen: Screen): View | typeof nothing => nothing;
