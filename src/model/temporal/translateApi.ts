import type { JournalEvent } from '../event.ts';
import type { AnyRun } from '../journal.ts';
import type { RunStatus } from '../view.ts';
import type { Heard } from './serverEvent.ts';
import { newTelling, tellApi, type Telling } from './translateApiHistory.ts';
import { tellBackfill, type BackfillTelling } from './translateBackfill.ts';

interface ApiTranslator {
  take(heard: readonly Heard[]): readonly JournalEvent[];
  run(): AnyRun | undefined;
  ended(): RunStatus | null;
}

/** `createTranslator`'s part for the workflows of the API side; undefined when the history is of another one. */
export function createApiTranslator(heard: readonly Heard[]): ApiTranslator | undefined {
  const type = heard.find(({ isChild }) => !isChild)?.events[0]?.attributes.workflowType;
  if (type === 'ApiIngestionWorkflow') {
    const telling = newTelling();
    return translator(telling, one => tellApi(telling, one));
  }
  if (type !== 'BackfillWorkflow') return undefined;
  const telling: BackfillTelling = { ...newTelling(), begun: undefined, ranges: new Map() };
  return translator(telling, one => tellBackfill(telling, one));
}

/** Days are runs of their own, with a history of their own. */
const translator = (telling: Telling, tell: (one: Heard) => void): ApiTranslator => ({
  take(heard) {
    for (const one of heard) if (!one.isChild) tell(one);
    const { told } = telling;
    telling.told = [];
    return told;
  },
  run: () => telling.run,
  ended: () => (telling.ended === 'CONTINUED' ? null : telling.ended),
});
