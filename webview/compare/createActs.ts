import { CHUNK_METHODS } from '../../src/model/chunkMethod.ts';
import type { CompareSetting, Sides } from '../../src/model/compareSettings.ts';
import type { CompareHostVerbs } from '../../src/protocol/compare.ts';
import type { Page } from '../common/start.ts';
import { load, WAITING } from '../common/states.ts';
import type { Acts, State } from './state.ts';

export function createActs(page: Page<CompareHostVerbs>, state: State, draw: () => void): Acts {
  const { ask, text } = page;
  const change = (next: Partial<State>) => {
    Object.assign(state, next);
    draw();
  };
  let asked = 0;

  function measure(): void {
    const { settings, question, answer } = state;
    if (settings === null) return;
    const turn = ++asked;
    void load(
      () => ask.compare({ settings, question, answer }),
      view => {
        // A later setting is on its way: what this one gave nobody wants any more.
        if (turn !== asked) return;
        // The figures stay until the new ones are here.
        if (view.state === 'waiting' && state.view.state === 'here') change({ progress: { done: 0, total: 0 } });
        else change({ view, progress: null });
      },
    );
  }

  function reload(): void {
    const kept = keptOf(page.kept);
    change({ view: WAITING });
    void load(
      () => ask.open({}),
      start => {
        change({ start });
        if (start.state !== 'here') return;
        const settings = state.settings ?? kept.settings ?? start.value.settings;
        change({ settings, question: state.question ?? kept.question, answer: kept.answer, tab: kept.tab });
        measure();
      },
    );
  }

  return {
    ...{ text, reload, measure },
    show: tab => change({ tab }),
    set: (side, changed) => {
      if (state.settings === null) return;
      const [a, b] = state.settings;
      change({ settings: side === 0 ? [tidy({ ...a, ...changed }), b] : [a, tidy({ ...b, ...changed })], acted: null });
      measure();
    },
    ask: question => {
      change({ question: question.trim() || null, answer: 0, tab: 'page' });
      measure();
    },
    nextAnswer: () => {
      if (state.view.state !== 'here') return;
      change({ answer: (state.view.value.answerAt + 1) % Math.max(1, state.view.value.answers) });
      measure();
    },
    jump: () => {
      change({ tab: 'page' });
      document.querySelector<HTMLElement>('.body')?.focus({ preventScroll: true });
      document.querySelector('.al mark')?.scrollIntoView({ block: 'center' });
    },
    ...hostActs(ask, { state, change }),
  };
}

interface World {
  readonly state: State;
  change(next: Partial<State>): void;
}

type HostActs = Omit<Acts, 'text' | 'reload' | 'measure' | 'show' | 'set' | 'ask' | 'nextAnswer' | 'jump'>;

/** What the host does. */
function hostActs(ask: Page<CompareHostVerbs>['ask'], { state, change }: World): HostActs {
  const acted = (run: () => Promise<unknown>) => () => void load(run, done => change({ acted: done }));
  return {
    stop: acted(() => ask.stop({})),
    keep: side => acted(async () => state.settings && ask.keep({ setting: state.settings[side] }))(),
    copyTable: form => acted(() => ask.copyTable({ form }))(),
    saveTable: form => acted(() => ask.saveTable({ form }))(),
    openQuestions: acted(() => ask.openQuestions({})),
    openPrices: what => acted(() => ask.openPrices({ what }))(),
    openMarkdown: acted(() => ask.openMarkdown({})),
    runSource: acted(() => ask.runSource({})),
  };
}

/** An overlap is smaller than its size, whatever is typed. */
const tidy = (setting: CompareSetting): CompareSetting => ({
  ...setting,
  chunkOverlap: Math.min(setting.chunkOverlap, setting.chunkSize - 1),
});

type Kept = Pick<State, 'settings' | 'question' | 'answer' | 'tab'>;

/** What an earlier life of the page left, as far as it can be used. */
function keptOf(kept: unknown): Kept {
  const { settings, question, answer, tab }: Partial<Record<string, unknown>> =
    typeof kept === 'object' && kept !== null ? { ...kept } : {};
  return {
    settings: isPair(settings) ? settings : null,
    question: typeof question === 'string' ? question : null,
    answer: typeof answer === 'number' && Number.isInteger(answer) && answer >= 0 ? answer : 0,
    tab: tab === 'questions' ? 'questions' : 'page',
  };
}

const isPair = (value: unknown): value is Sides<CompareSetting> =>
  Array.isArray(value) && value.length === 2 && value.every(isSetting);

function isSetting(value: unknown): value is CompareSetting {
  if (typeof value !== 'object' || value === null) return false;
  const { method, chunkSize, chunkOverlap, isCleaned }: Partial<Record<string, unknown>> = { ...value };
  const isSize = (size: unknown) => typeof size === 'number' && Number.isInteger(size) && size >= 0;
  return (
    CHUNK_METHODS.some(one => one === method) &&
    isSize(chunkSize) &&
    isSize(chunkOverlap) &&
    typeof isCleaned === 'boolean'
  );
}
