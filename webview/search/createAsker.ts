import { load, WAITING } from '../common/states.ts';
import type { Answer, SearchHostVerbs, SearchSetting } from '../../src/protocol/search.ts';
import type { Page } from '../common/start.ts';
import { FIRST_ROWS, hitsOf, remember, type Side, type State, type Writing } from './state.ts';

export interface Asker {
  /** The same question, with the settings as they are now. */
  again(): void;
  /** What the chosen tab shows, where it is not there yet. */
  fill(): void;
  measure(): void;
  search(question?: string): void;
  set(side: number, part: Partial<SearchSetting>): void;
  answer(): Promise<void>;
  /** The answer that the page asked for before it was hidden. */
  takeUpAnswer(): Promise<void>;
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
    if (state.writing?.question !== question) leaveAnswer(ask, state);
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
    ...answering({ ask, state, search, redraw }),
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

const answering = (desk: Answering): Pick<Asker, 'answer' | 'takeUpAnswer'> => ({
  answer: () => answer(desk),
  takeUpAnswer: () => takeUpAnswer(desk),
});

interface Answering extends Pick<Asker, 'search'>, Pick<Page<SearchHostVerbs>, 'ask'> {
  readonly state: State;
  redraw(): void;
}

/** Searches too: the passages are what an answer is checked against. */
async function answer({ ask, state, search, redraw }: Answering): Promise<void> {
  const question = state.question.trim() || state.asked;
  const [side] = state.sides;
  if (question === '' || !side) return;
  const writing: Writing = { question, text: '', end: WAITING };
  leaveAnswer(ask, state);
  state.writing = writing;
  search(question);
  await awaitEnd(writing, () => ask.ask({ ...side.setting, question }), redraw);
}

async function takeUpAnswer({ ask, state, redraw }: Omit<Answering, 'search'>): Promise<void> {
  const soFar = await ask.answerSoFar({});
  if (soFar === null || soFar.question !== state.asked || state.writing !== null) return;
  const { question, text, isCancelled } = soFar;
  const writing: Writing = { question, text, end: isCancelled ? { state: 'cancelled' } : WAITING };
  state.writing = writing;
  redraw();
  if (!isCancelled) await awaitEnd(writing, () => ask.restOfAnswer({}), redraw);
}

/** Cancelled meanwhile, it stays so, whatever comes. */
const awaitEnd = (writing: Writing, ask: () => Promise<Answer | null>, redraw: () => void): Promise<void> =>
  load(ask, end => {
    if (writing.end.state !== 'waiting') return;
    if (end.state !== 'here') writing.end = end;
    else if (end.value !== null) writing.end = { state: 'here', value: end.value };
    redraw();
  });

/** To another question: its citations would lead to passages that it never saw. */
function leaveAnswer({ cancelAsk }: Page<SearchHostVerbs>['ask'], state: State): void {
  if (state.writing?.end.state === 'waiting') void cancelAsk({});
  state.writing = null;
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
