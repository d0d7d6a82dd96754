import { toProblem, type Problem } from '../../src/model/problem.ts';
import { problemText } from '../../src/model/problemText.ts';
import type { Text } from '../../src/model/speech.ts';
import type { ShellVerbs } from '../../src/protocol/page.ts';
import type { Asks } from '../../src/protocol/peer.ts';
import { goToFileIcon, refreshIcon } from './icons.ts';
import { html, nothing, type View } from './lit.ts';
import { errorState, warnState } from './stateIcons.ts';

/** What a page waits for, has, or could not get. */
export type Loaded<T> =
  | { readonly state: 'waiting' }
  | { readonly state: 'here'; readonly value: T }
  | { readonly state: 'failed'; readonly problem: Problem };

export const WAITING = { state: 'waiting' } as const;

/** Asks, and tells each turn: `waiting` at once, then what came. */
export async function load<T>(ask: () => Promise<T>, told: (loaded: Loaded<T>) => void): Promise<void> {
  told(WAITING);
  try {
    told({ state: 'here', value: await ask() });
  } catch (error) {
    told({ state: 'failed', problem: toProblem(error) });
  }
}

/** Something is on its way; nothing moves. */
export const waitingState = (text: Text): View =>
  html`<p class="pad dim" role="status" aria-busy="true">${text.say('page.waiting')}</p>`;

export interface Act {
  readonly label: string;
  readonly icon?: View;
  run(): unknown;
}

/** What is missing, why, and the one button that makes it. */
export const emptyState = (sentence: string, why: string, act?: Act): View =>
  html`<div class="empty">
    <p>${sentence}</p>
    <p class="dim">${why}</p>
    ${act ? html`<button class="btn" @click=${act.run}>${act.icon ?? nothing}${act.label}</button>` : nothing}
  </div>`;

export interface ProblemStateOptions {
  readonly text: Text;
  readonly ask: Pick<Asks<ShellVerbs>, 'openPlace' | 'showLog'>;
  /** Asks again what failed; absent where that helps nobody. */
  readonly retry?: () => unknown;
  /** What else helps here. */
  readonly more?: readonly Act[];
}

/** What happened and where, with a button that goes there, or tries again, or shows the log. */
export function problemState(problem: Problem, { text, ask, retry, more = [] }: ProblemStateOptions): View {
  const { kind, file, line = 1, column = 1 } = problem;
  const transient = kind === 'transient';
  const name = file?.split(/[\\/]/).at(-1) ?? '';
  return html`<div class="call" role="alert">
    <div class=${transient ? 'warn' : 'bad'}>${transient ? warnState : errorState}</div>
    <div class="stack">
      <p>${problemText(problem, text)}</p>
      <p class="row">
        ${
          file === undefined
            ? nothing
            : html`<button class="btn alt" @click=${() => void ask.openPlace({ file, line, column })}>
                ${goToFileIcon}${text.say('page.openPlace', { file: name, line: text.number(line) })}
              </button>`
        }
        ${retry ? html`<button class="btn alt" @click=${retry}>${refreshIcon}${text.say('page.retry')}</button>` : nothing}
        ${
          kind === 'system'
            ? html`<button class="btn alt" @click=${() => void ask.showLog({})}>${text.say('page.showLog')}</button>`
            : nothing
        }
        ${more.map(({ label, icon, run }) => html`<button class="btn alt" @click=${run}>${icon ?? nothing}${label}</button>`)}
      </p>
    </div>
  </div>`;
}
