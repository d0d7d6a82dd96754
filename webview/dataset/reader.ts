import type { DatasetLook } from '../../src/model/dataset/look.ts';
import type { DatasetWork } from '../../src/protocol/dataset.ts';
import type { DeadLetterPage } from '../../src/protocol/datasets.ts';
import type { Place } from '../common/grid/state.ts';
import { load } from '../common/states.ts';
import type { Acts } from './acts.ts';
import { letterRows, type LetterRows } from './letterRows.ts';
import { calendarIn, isRunning, type State } from './state.ts';

/** What the page asks of its host by itself. What is here stays on the screen until what replaces it comes. */
export interface Reader {
  reload(): void;
  readDay(): void;
  readLetters(): void;
  compareSchemas(): void;
  /** The folder is not as it was. */
  changed(): void;
  works(works: readonly DatasetWork[]): void;
}

/** The ends of so many files are read without being asked for. */
const FEW_FILES = 400;
/** A key that is held down passes many days: only where it rests is asked for. */
const REST_MS = 120;

type Told = 'opened' | 'letters' | 'schemas' | 'day';

export function createReader({ ask, text }: Pick<Acts, 'ask' | 'text'>, state: State, draw: () => void): Reader {
  const world: World = {
    ...{ ask, text, state, draw },
    quietly: key => loaded => {
      if (loaded?.state === 'waiting' && state[key]?.state === 'here') return;
      state[key] = loaded;
      draw();
    },
  };
  const days = createDayReader(world);
  const readLetters = () => askLetters(world);
  const schemas = createSchemaReader(world);

  const opening = oneByOne(() =>
    load(
      () => ask.open({}),
      opened => {
        if (opened.state === 'here' && isOther(state.opened, opened)) forgetSimulation(state);
        world.quietly('opened')(opened);
        if (opened.state !== 'here' || opened.value === null) return;
        Object.assign(state, { calendar: calendarIn(opened), works: opened.value.works });
        if (!state.replaying) state.done = opened.value.lettersDone;
        draw();
        schemas.follow(opened.value.look);
        // A tab that comes back knows its day before it knows its days.
        days.ask();
      },
    ),
  );

  function reload(): void {
    opening();
    readLetters();
  }

  return {
    ...{ reload, readLetters, readDay: days.soon, compareSchemas: schemas.compare },
    changed: reload,
    works: works => {
      const isOver = state.works.some(isRunning) && !works.some(isRunning);
      state.works = works;
      draw();
      if (isOver) reload();
    },
  };
}

/** It was of the days as they were. One that is on its way is asked of them as they are. */
function forgetSimulation(state: State): void {
  if (state.simulation?.state !== 'waiting') state.simulation = null;
}

function isOther(before: State['opened'], now: State['opened']): boolean {
  if (before.state !== 'here' || now.state !== 'here') return false;
  const said = ({ value }: typeof now) => JSON.stringify([value?.look.days, value?.look.watermarks, value?.config]);
  return said(before) !== said(now);
}

/** Ten years of days take a second to read: who asks meanwhile is answered once, after it. */
function oneByOne(work: () => Promise<void>): () => void {
  let [isOn, again] = [false, false];
  const go = async (): Promise<void> => {
    again = isOn;
    if (isOn) return;
    isOn = true;
    await work().finally(() => (isOn = false));
    if (again) await go();
  };
  return () => void go();
}

interface World {
  readonly ask: Acts['ask'];
  readonly text: Acts['text'];
  readonly state: State;
  draw(): void;
  quietly<K extends Told>(key: K): (loaded: State[K]) => void;
}

function askLetters(world: World): void {
  const { ask, state, quietly } = world;
  const { reason } = state;
  void load(
    () => ask.letters({ from: 0, reason }),
    letters => {
      if (reason !== state.reason) return;
      if (letters.state === 'here') state.rows = rowsOf(letters.value, world);
      quietly('letters')(letters);
      // None of this reason is left.
      if (letters.state !== 'here' || letters.value.matching > 0 || reason === null) return;
      state.reason = null;
      askLetters(world);
    },
  );
}

/** What is on the screen stays until the first of them are. */
function rowsOf(first: DeadLetterPage, { ask, text, state, draw }: World): LetterRows {
  const { reason, list } = state;
  const fit = (place: Place): Place => ({ ...place, row: Math.max(0, Math.min(place.row, first.matching - 1)) });
  state.list = { ...list, grid: { ...list.grid, active: fit(list.grid.active), anchor: fit(list.grid.anchor) } };
  return letterRows({
    ...{ text, first, changed: draw, before: state.rows?.rows.drawable() },
    ask: from => ask.letters({ from, reason }),
  });
}

function createDayReader({ ask, state, quietly }: World) {
  let resting: ReturnType<typeof setTimeout> | undefined;
  const askNow = () => {
    const { date } = state;
    if (date === null || !state.calendar.days.has(date)) return;
    void load(
      () => ask.day({ date }),
      day => date === state.date && quietly('day')(day),
    );
  };
  return {
    ask: askNow,
    soon: () => {
      state.day = null;
      clearTimeout(resting);
      resting = setTimeout(askNow, REST_MS);
    },
  };
}

function createSchemaReader({ ask, state, quietly }: World) {
  let [known, turn] = ['', 0];
  const compare = () => {
    const mine = ++turn;
    const told = quietly('schemas');
    // An answer about files that are no longer these says nothing.
    void load(
      () => ask.schemas({}),
      schemas => mine === turn && told(schemas),
    );
  };
  return {
    compare,
    /** What was compared holds for these files alone: a day that was written again may have other columns. */
    follow: ({ files, bytes, loadedAt }: DatasetLook) => {
      const now = JSON.stringify([files, bytes, loadedAt]);
      if (now === known || state.works.some(isRunning)) return;
      known = now;
      if (files > 0 && files <= FEW_FILES) return compare();
      turn += 1;
      quietly('schemas')(null);
    },
  };
}
