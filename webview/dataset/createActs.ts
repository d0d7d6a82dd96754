import { standingOf } from '../../src/model/dataset/calendar.ts';
import { daysBetween } from '../../src/model/dataset/days.ts';
import { toProblem } from '../../src/model/problem.ts';
import type { LettersChosen } from '../../src/protocol/dataset.ts';
import { load } from '../common/states.ts';
import type { Acts } from './acts.ts';
import type { Reader } from './reader.ts';
import { countPicked, type State } from './state.ts';
import { atBegin } from '../common/grid/boxed.ts';
import { newList } from '../common/grid/list.ts';
import { weekStartOf } from './words.ts';

export interface ActsWorld {
  readonly page: Pick<Acts, 'text' | 'ask'>;
  readonly state: State;
  readonly reader: Reader;
  draw(): void;
}

interface World extends ActsWorld {
  change(part: Partial<State>): void;
  /** What fails is told above all else. */
  tried(act: Promise<unknown>): void;
}

export function createActs(given: ActsWorld): Acts {
  const { page, state, reader, draw } = given;
  const change = (part: Partial<State>) => {
    Object.assign(state, part);
    draw();
  };
  const tried = (act: Promise<unknown>) => void act.catch((error: unknown) => change({ failure: toProblem(error) }));
  const world = { ...given, change, tried };
  const { ask } = page;
  return {
    ...page,
    get weekStart() {
      return weekStartOf(page.text);
    },
    ...onDays(world),
    ...onBackfill(world),
    ...onLetters(world),
    openRun: ({ workDir, runId }) => tried(ask.openRun({ workDir, runId })),
    openDayRun: runId => tried(ask.openDayRun({ runId })),
    act: act => tried(ask.act({ act })),
    actOnDay: (act, date) => tried(ask.actOnDay({ act, date })),
    copy: text => tried(ask.copy({ text })),
    compareSchemas: reader.compareSchemas,
    stopSchemas: () => tried(ask.stopSchemas({})),
    reload: reader.reload,
    closeFailure: () => change({ failure: null }),
  };
}

type OnDays = Pick<Acts, 'goTo' | 'choose' | 'chooseAll' | 'showYear' | 'showMore'>;

function onDays({ state, reader, change }: World): OnDays {
  const isComing = (date: string) => standingOf(date, state.calendar) === 'future';
  const goTo = (date: string) => {
    reveal(state, date);
    change({ date });
    reader.readDay();
  };
  return {
    goTo: date => date.slice(0, 7) <= state.calendar.today.slice(0, 7) && goTo(date),
    choose: (date, isRange) => {
      if (isComing(date)) return;
      const chosen = new Set(state.chosen);
      const { anchor } = state;
      if (isRange && anchor !== null) {
        const [first, last] = anchor < date ? [anchor, date] : [date, anchor];
        for (const day of daysBetween(first, last)) if (!isComing(day)) chosen.add(day);
      } else if (!chosen.delete(date)) chosen.add(date);
      Object.assign(state, { chosen, simulation: null, ...(!(isRange && anchor !== null) && { anchor: date }) });
      goTo(date);
    },
    chooseAll: dates => change({ chosen: new Set(dates), anchor: null, simulation: null }),
    showYear: year => change({ year }),
    showMore: way => change({ [way]: state[way] + 3, ...(way === 'earlier' && { year: null }) }),
  };
}

/** Its month is among those that are shown. */
function reveal(state: State, date: string): void {
  const { first, last, today } = state.calendar;
  const months = (from: string, to: string) =>
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
  state.earlier = Math.max(state.earlier, months(date, first ?? today));
  state.later = Math.max(state.later, months(last ?? today, date));
  state.year = date.slice(0, 4);
}

type OnBackfill = Pick<Acts, 'setBackwards' | 'setParallel' | 'simulate' | 'backfill' | 'cancel'>;

function onBackfill({ page: { ask }, state, change, tried }: World): OnBackfill {
  const asked = () => {
    const { chosen, backwards, maxParallel } = state;
    return { dates: [...chosen].sort(), backwards, maxParallel };
  };
  const begin = async () => {
    change({ starting: true, failure: null });
    try {
      const { runId } = await ask.backfill(asked());
      if (runId !== null) Object.assign(state, { chosen: new Set(), simulation: null });
    } finally {
      change({ starting: false });
    }
  };
  return {
    setBackwards: backwards => change({ backwards }),
    setParallel: maxParallel => change({ maxParallel }),
    simulate: () =>
      void load(
        () => ask.simulate(asked()),
        simulation => change({ simulation }),
      ),
    backfill: () => tried(begin()),
    cancel: ({ workDir, runId }) => tried(ask.cancel({ workDir, runId })),
  };
}

type OnLetters = Pick<
  Acts,
  'showReason' | 'askLetters' | 'changeList' | 'checkLetters' | 'copyRows' | 'unfold' | 'replay' | 'stopReplay' | 'drop'
>;

type Picked = Pick<State, 'picked' | 'allPicked'>;
const NONE: Picked = { picked: new Set<string>(), allPicked: false };
/** What is chosen once these rows of the list are, or no longer are. */
async function checked({ rows, picked, allPicked }: State, from: number, count: number): Promise<Picked> {
  if (rows === null) return NONE;
  const isWhole = allPicked && picked.size === 0;
  if (from === 0 && count >= rows.count) return { ...NONE, allPicked: !isWhole };
  const now = new Set(picked);
  const ids = await rows.idsOf(from, count);
  const areIn = ids.every(id => now.has(id) !== allPicked);
  for (const id of ids)
    if (areIn === allPicked) now.add(id);
    else now.delete(id);
  return now.size === rows.count ? { ...NONE, allPicked: !allPicked } : { picked: now, allPicked };
}

function onLetters({ page: { ask }, state, reader, change, tried }: World): OnLetters {
  const matching = () => (state.letters.state === 'here' ? state.letters.value.matching : 0);
  const chosen = (): LettersChosen => {
    if (!state.allPicked) return { ids: [...state.picked] };
    return {
      ...(state.reason !== null && { reason: state.reason }),
      ...(state.picked.size > 0 && { except: [...state.picked] }),
    };
  };
  const replay = async () => {
    change({ replaying: true, done: null, failure: null });
    try {
      const answer = await ask.replay(chosen());
      Object.assign(state, { done: { kind: 'replayed', answer }, ...NONE });
    } catch (error) {
      state.done = { kind: 'failed', problem: toProblem(error) };
    } finally {
      change({ replaying: false });
    }
    reader.reload();
  };
  const drop = async () => {
    const count = countPicked(state, matching());
    const gone = await ask.drop({ ...chosen(), count });
    if (gone === null) return;
    change({ done: { kind: 'dropped', ...gone }, ...NONE });
    reader.reload();
  };
  return {
    showReason: reason => {
      change({ reason, rows: null, list: newList(atBegin(state.list.grid)), ...NONE });
      reader.readLetters();
    },
    askLetters: () => {
      state.rows?.rows.askAgain();
      reader.readLetters();
    },
    changeList: part => change({ list: { ...state.list, ...part } }),
    checkLetters: (from, count) => tried(checked(state, from, count).then(change)),
    copyRows: async text => ask.copy({ text }),
    unfold: () => change({ isUnfolded: !state.isUnfolded }),
    replay: () => void replay(),
    stopReplay: () => tried(ask.stopReplay({})),
    drop: () => tried(drop()),
  };
}
