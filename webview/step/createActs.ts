import type { ShownStep, StepHostVerbs } from '../../src/protocol/workshop.ts';
import type { Page } from '../common/start.ts';
import { load, type Loaded } from '../common/states.ts';
import { createLook } from './createLook.ts';
import type { Acts, State } from './state.ts';
import { factsOf } from './verdictText.ts';

export function createActs({ ask, text }: Page<StepHostVerbs>, state: State, draw: () => void): Acts {
  const change = (next: Partial<State>) => {
    Object.assign(state, next);
    keepingFocus(draw);
  };
  const acted = (run: () => Promise<unknown>) => void load(run, done => change({ acted: done }));
  const { look, looking, tell } = createLook(state, change, text);
  return {
    text,
    reload: () =>
      void load(
        () => ask.open({}),
        view => {
          come(view, state, change);
          tell();
        },
      ),
    go: step => acted(() => ask.go({ step })),
    next: () => acted(() => ask.next({})),
    previous: () => acted(() => ask.previous({})),
    press: button => acted(() => ask.press({ button })),
    follow: link => acted(() => ask.follow({ link })),
    copy: copied => acted(() => ask.copy({ text: copied })),
    check: () => look(() => ask.check({})),
    looking,
    manageTrust: () => acted(() => ask.manageTrust({})),
    goOnHere: () => acted(() => ask.goOnHere({})),
    stopCheck: () => acted(() => ask.stopCheck({})),
    debug: () => acted(() => ask.debug({})),
    openFile: place => acted(() => ask.openFile(place)),
    solution: () => acted(() => ask.solution({})),
    reset: () => acted(() => ask.reset({})),
    undoReset: () => acted(() => ask.undoReset({})),
    hint: hint => acted(() => ask.hint({ hint })),
    say: said => change({ said }),
    guess: value => look(() => ask.guess({ value })),
    toggleTick: answer => {
      const ticked = new Set(state.ticked);
      if (!ticked.delete(answer)) ticked.add(answer);
      change({ ticked });
    },
    answer: () => look(() => ask.tick({ ticked: [...state.ticked].sort((a, b) => a - b) }), { isAgain: false }),
    again: () => {
      change({ isAgain: true, ticked: new Set() });
      document.querySelector<HTMLElement>('.qs input')?.focus();
    },
    reveal: () => change({ revealed: true }),
  };
}

/** What is on the screen stays until the next is here; another step begins at its top, with nothing unfolded. */
function come(view: Loaded<ShownStep>, state: State, change: (next: Partial<State>) => void): void {
  const idOf = (loaded: Loaded<ShownStep>) => (loaded.state === 'here' ? loaded.value.step.id : null);
  if (view.state === 'waiting' && state.view.state === 'here') return;
  const isSame = idOf(view) !== null && idOf(view) === idOf(state.view);
  const ticked = view.state === 'here' ? new Set(view.value.quiz?.ticked ?? []) : new Set<number>();
  const isFirst = state.view.state !== 'here';
  if (isSame) return change({ view, ...(state.isAgain ? {} : { ticked }) });
  for (const fold of document.querySelectorAll('details')) fold.open = false;
  const told = view.state === 'here' ? factsOf(view.value) : '';
  change({ view, ticked, isAgain: false, revealed: false, acted: null, checking: false });
  change({ looking: null, said: '', told });
  if (view.state !== 'here' || isFirst) return;
  scrollTo(0, 0);
  // Who steps by keyboard goes on from the new title.
  document.querySelector<HTMLElement>('h1')?.focus();
}

/** Where the pressed button is gone, one goes on at what took its place. */
function keepingFocus(draw: () => void): void {
  const before = document.activeElement;
  draw();
  if (before && before !== document.body && (!before.isConnected || before.matches(':disabled')))
    document.querySelector<HTMLElement>('[data-then]')?.focus();
}
