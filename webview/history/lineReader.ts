import { sliceOf } from '../common/virtualSlice.ts';
import { countOf, eventAt, heightsOf, LINE_REM, type Shown } from './events.ts';
import type { ReaderWorld } from './readerWorld.ts';
import type { State } from './state.ts';

export interface LineReader {
  readShown(shown: Shown): void;
  lineOf(id: number): Promise<string>;
}

/** Texts that are kept, more are asked for again; how many at a time. */
const [MOST_LINES, AT_A_TIME] = [3000, 200];

/** The texts of events, as far as they are looked at. */
export function createLineReader({ ask, state, drawSoon }: ReaderWorld, failed: (error: unknown) => void): LineReader {
  let isReading = false;
  return {
    readShown: shown => {
      const wanted = shownIds(shown).filter(id => !state.lines.has(id));
      if (wanted.length === 0 || isReading) return;
      isReading = true;
      const ids = wanted.slice(0, AT_A_TIME);
      void ask
        .lines({ ids })
        .then(texts => {
          keepLines(state, ids, texts);
          drawSoon();
        }, failed)
        .finally(() => (isReading = false));
    },
    lineOf: async id => state.lines.get(id) ?? (await ask.lines({ ids: [id] }))[0] ?? '',
  };
}

function keepLines({ lines, opened }: State, ids: readonly number[], texts: readonly string[]): void {
  for (const id of lines.keys()) {
    if (lines.size < MOST_LINES) break;
    if (!opened.has(id)) lines.delete(id);
  }
  ids.forEach((id, at) => lines.set(id, texts[at] ?? ''));
}

/** Events whose text is on the screen. */
function shownIds(shown: Shown): readonly number[] {
  const { state } = shown;
  if (state.form === 'compact' || state.form === 'twin') return [];
  const heights = state.form === 'full' ? heightsOf(shown) : { count: countOf(shown), rowPx: LINE_REM * state.rem };
  const { first, end } = sliceOf(heights, { top: state.tops[state.form], height: state.room });
  const ids = Array.from({ length: Math.max(0, end - first) }, (_, at) => eventAt(shown, first + at)?.id ?? 0);
  return state.form === 'full' ? ids.filter(id => state.opened.has(id)) : ids;
}
