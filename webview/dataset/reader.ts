import type { DatasetWork } from '../../src/protocol/dataset.ts';
import { load } from '../common/states.ts';
import type { Acts } from './acts.ts';
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

export function createReader({ ask }: Pick<Acts, 'ask'>, state: State, draw: () => void): Reader {
  const world: World = {
    ...{ ask, state, draw },
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
        world.quietly('opened')(opened);
        if (opened.state !== 'here' || opened.value === null) return;
        Object.assign(state, { calendar: calendarIn(opened), works: opened.value.works });
        draw();
        schemas.ifFew(opened.value.look.files);
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
  readonly state: State;
  draw(): void;
  quietly<K extends Told>(key: K): (loaded: State[K]) => void;
}

function askLetters(world: World): void {
  const { ask, state, quietly } = world;
  const asked = { from: state.from, reason: state.reason };
  void load(
    () => ask.letters(asked),
    letters => {
      if (asked.from !== state.from || asked.reason !== state.reason) return;
      quietly('letters')(letters);
      // What was on the last page, or of this reason, has gone.
      if (letters.state !== 'here' || letters.value.letters.length > 0 || letters.value.total === 0) return;
      if (state.from === 0 && state.reason === null) return;
      Object.assign(state, { from: 0, ...(letters.value.matching === 0 && { reason: null }) });
      askLetters(world);
    },
  );
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
  let compared = -1;
  const compare = () => void load(() => ask.schemas({}), quietly('schemas'));
  return {
    compare,
    ifFew: (files: number) => {
      if (files === compared || files === 0 || files > FEW_FILES || state.works.some(isRunning)) return;
      compared = files;
      compare();
    },
  };
}
