import { HEAD_REM, ROW_REM, rowsOf } from './compact.ts';
import { heightsOf, indexOf, LINE_REM, type Shown } from './events.ts';
import { topOf } from '../common/virtualSlice.ts';
import { isReading, type State } from './state.ts';

const scroller = (): HTMLElement | null => document.getElementById('scroller');

/** What is seen, in px; true when it changed, so that what depends on it must be drawn again. */
export function measure(state: State): boolean {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const room = scroller()?.clientHeight ?? state.room;
  const lane = document.querySelector('.ax')?.clientWidth ?? state.lane;
  if (rem === state.rem && room === state.room && lane === state.lane) return false;
  Object.assign(state, { rem, room, lane });
  return true;
}

/** Puts a list that was drawn anew where it was left, or at its end when it follows. */
export function placeScroll(state: State): void {
  const list = scroller();
  if (list === null) return;
  const follows = state.follow && state.form !== 'compact' && state.form !== 'twin' && state.run?.status === 'RUNNING';
  const top = follows ? list.scrollHeight - list.clientHeight : state.tops[state.form];
  // Not there yet: more events are on their way.
  if (Math.abs(list.scrollTop - top) > 1) list.scrollTop = top;
  if (follows) state.tops[state.form] = list.scrollTop;
}

/** Scrolls no more than is needed to see the picked row or event whole. */
export function bringIntoView(state: State, shownNow: () => Shown): () => void {
  return () => {
    const place = placeOfPicked(state, shownNow());
    if (place === null) return;
    const { top, height } = place;
    const seen = state.tops[state.form];
    if (top < seen) state.tops[state.form] = top;
    else if (top + height > seen + state.room) state.tops[state.form] = top + height - state.room;
    else return;
    state.follow = false;
  };
}

function placeOfPicked(state: State, shown: Shown): { readonly top: number; readonly height: number } | null {
  const { rem, form, uri, id } = state;
  if (form === 'compact') {
    const at = rowsOf(state).findIndex(({ source }) => source.uri === uri);
    return at < 0 ? null : { top: at * ROW_REM * rem, height: (ROW_REM + HEAD_REM) * rem };
  }
  if (form === 'twin') return null;
  const at = indexOf(shown, id);
  if (at < 0) return null;
  if (form === 'json') return { top: at * LINE_REM * rem, height: LINE_REM * rem };
  const heights = heightsOf(shown);
  return { top: topOf(at, heights), height: heights.rowPx + (heights.extra?.get(at) ?? 0) };
}

/** Who looks back is left alone; who comes to the end again follows again. */
export function listenToScroll(state: State, drawSoon: () => void): void {
  addEventListener('resize', drawSoon);
  document.addEventListener(
    'scroll',
    ({ target }) => {
      if (!(target instanceof HTMLElement) || target.id !== 'scroller') return;
      const { scrollTop, clientHeight, scrollHeight } = target;
      // Not the user: a list that is still short cannot be where it was left.
      if (isReading(state) && scrollTop < state.tops[state.form]) return;
      const isAtEnd = scrollTop + clientHeight >= scrollHeight - state.rem * 2;
      if (isAtEnd) state.follow = true;
      else if (scrollTop < state.tops[state.form]) state.follow = false;
      state.tops[state.form] = scrollTop;
      drawSoon();
    },
    { capture: true, passive: true },
  );
}
