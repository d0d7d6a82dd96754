import { nothing, type View } from '../common/lit.ts';
import type { Screen } from './acts.ts';

/** Content of the side panel while `state.side` is `insight`. */
export const insightPanel = (_screen: Screen): View | typeof nothing => nothing;
