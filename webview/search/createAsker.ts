import { load } from '../common/states.ts';
import type { SearchHostVerbs, SearchSetting } from '../../src/protocol/search.ts';
import type { Page } from '../common/start.ts';
import { FIRST_ROWS, hitsOf, remember, type Side, type State } from './state.ts';

export interface Asker {
  /** The same question, with the settings as they are now. */
  again(): void;
  /** What the chosen tab shows, where it is not there yet. */
  fill(): void;
  measure(): void;
  search(question?: string): void;
  set(side: number, part: Partial<SearchSetting>): void;
  answer(): Promise<void>;
  reload(): void;
}

/** Asks the host, and keeps late answers from overwriting newer ones. */
export function createAsker(
  { ask }: Pick<Page<SearchHostVerbs>, 'ask'>,
  state: State,
  change: (part: Partial<State>) => void,
): Asker {
  const redraw = () => change({});
  /** Everything drawn belongs to this question and these settings. */
  let turn = 0;

  function find(side: Side, of: number): void {
    void load(
      () => ask.search({ ...side.setting, question: state.asked }),
      found => {
        // What was there stays until the new is here: nothing moves unasked.
        if (of !== turn || (found.state === 'waiting' && side.found?.state === 'here')) return;
        side.found = found;
        pickFirst(state);
        redraw();
      },
    );
  }

  function again(): void {
    turn += 1;
    change({ projection: null, rows: FIRST_ROWS });
    if (state.asked.trim() !== '') for (const side of state.sides) find(side, turn);
    fill();
  }

  const project = (of = turn): void =>
    void load(
      () => ask.project({ collection: collectionOf(state), question: state.asked, seed: state.seed }),
      projection => of === turn && change({ projection }),
    );

  const measure = () => measureAll(ask, state, redraw);

  function fill(): void {
    if (state.form !== 'questions') return void (state.projection === null && hasChunks(state) && project());
    if (state.sides.some(({ measured }) => measured === null)) measure();
  }

  const search = (question = state.question): void => {
    if (question.trim() === '') return;
    change({ question, asked: question, history: remember(state.history, question), expecting: null });
    again();
  };

  return {
    ...{ again, fill, measure, search },
    set: (at, part) => {
      const side = state.sides[at];
      if (!side) return;
      Object.assign(side, { setting: { ...side.setting, ...part }, measured: null });
      again();
    },
    answer: () => answer({ ask, state, search, redraw }),
    reload: () =>
      void load(
        () => ask.scope({}),
        scope => {
          if (scope.state === 'waiting' && state.scope.state === 'here') return;
          change({ scope });
          if (scope.state === 'here') again();
        },
      ),
  };
}

function measureAll({ evaluate }: Page<SearchHostVerbs>['ask'], { sides }: State, redraw: () => void): void {
  for (const side of sides) {
    void load(
      () => evaluate(side.setting),
      measured => {
        side.measured = measured;
        redraw();
      },
    );
  }
}

interface Answering extends Pick<Asker, 'search'>, Pick<Page<SearchHostVerbs>, 'ask'> {
  readonly state: State;
  redraw(): void;
}

/** Searches too: the passages are what an answer is checked against. */
async function answer({ ask, state, search, redraw }: Answering): Promise<void> {
  const question = state.question.trim() || state.asked;
  const [side] = state.sides;
  if (question === '' || !side) return;
  const writing: NonNullable<State['writing']> = { question, text: '', end: { state: 'waiting' } };
  state.writing = writing;
  search(question);
  await load(
    () => ask.ask({ ...side.setting, question }),
    end => {
      if (writing.end.state === 'waiting') writing.end = end;
      redraw();
    },
  );
}

const collectionOf = ({ sides }: State): string | null => sides[0]?.setting.collection ?? null;

const hasChunks = ({ scope }: State): boolean =>
  scope.state === 'here' && scope.value.collections.some(({ chunks }) => chunks > 0);

/** What was picked, if it is still found; else the first passage of the first setting. */
function pickFirst(state: State): void {
  const { picked, sides } = state;
  const isThere = picked && hitsOf(sides[picked.side]).some(({ chunkId }) => chunkId === picked.chunkId);
  const [first] = hitsOf(sides[0]);
  if (!isThere) state.picked = first ? { side: 0, chunkId: first.chunkId } : null;
}
