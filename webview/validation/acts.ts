import { toProblem } from '../../src/model/problem.ts';
import type { Text } from '../../src/model/speech.ts';
import type { ShellVerbs } from '../../src/protocol/page.ts';
import type { Asks } from '../../src/protocol/peer.ts';
import type { ValidationHostVerbs, ValidationPageVerbs } from '../../src/protocol/quality.ts';
import type { Page } from '../common/start.ts';
import { load } from '../common/states.ts';
import { PAGE, pickedRule, type State } from './state.ts';

/** What the parts of the page need of it: words, and what a click means. */
export interface Acts {
  readonly text: Text;
  readonly shell: Pick<Asks<ShellVerbs>, 'openPlace' | 'showLog'>;
  reload(): void;
  pick(rule: string): void;
  /** Failing rows from this one on. */
  turn(from: number): void;
  validate(): void;
  stop(): void;
  openRow(file: string, row: number | null, column: string | null): void;
  openRule(line: number | null): void;
  extract(rule: string): void;
  quarantine(): void;
  export(): void;
  copyCommand(): void;
  closeProblem(): void;
}

export interface Desk {
  readonly acts: Acts;
  readonly told: {
    readonly moved: ValidationPageVerbs['moved'];
    readonly changed: ValidationPageVerbs['changed'];
  };
}

export function createActs(page: Page<ValidationHostVerbs>, state: State, draw: () => void): Desk {
  const { ask, text } = page;
  const change = (part: Partial<State>): void => {
    Object.assign(state, part);
    draw();
  };
  const tryTo = (act: () => Promise<unknown>): void =>
    void act().catch((error: unknown) => change({ problem: toProblem(error) }));
  const look = createLook(page, state, change);
  return {
    acts: {
      ...{ text, shell: ask, reload: () => void look.reload() },
      pick: rule => {
        if (pickedRule(state)?.id === rule) return;
        change({ picked: rule, from: 0, failing: null });
        void look.fill();
      },
      turn: from => {
        change({ from });
        void look.fill();
      },
      validate: () => {
        change({ problem: null, hasEnded: false });
        tryTo(() => ask.validate({}));
      },
      stop: () => tryTo(() => ask.stop({})),
      openRow: (file, row, column) => tryTo(() => ask.openRow({ file, row, column })),
      openRule: line => tryTo(() => ask.openRule({ line })),
      extract: rule => tryTo(() => ask.extract({ rule })),
      quarantine: () => tryTo(() => ask.quarantine({})),
      export: () => tryTo(() => ask.export({})),
      copyCommand: () => tryTo(() => ask.copyCommand({})),
      closeProblem: () => change({ problem: null }),
    },
    told: {
      moved: progress => change({ progress }),
      changed: ({ problem }) => {
        change({ progress: null, problem, hasEnded: problem === null });
        void look.reload();
      },
    },
  };
}

/** Asks for the report and for the rows of the rule that is looked at; what comes too late is left aside. */
function createLook({ ask }: Page<ValidationHostVerbs>, state: State, change: (part: Partial<State>) => void) {
  let asked = 0;
  let opened = 0;
  async function fill(): Promise<void> {
    const rule = pickedRule(state);
    const mine = ++asked;
    if (!rule || rule.failed === 0 || rule.isAboutAll) return change({ failing: null });
    const { from } = state;
    await load(
      () => ask.failing({ rule: rule.id, from, count: PAGE }),
      failing => {
        if (mine !== asked) return;
        // What is there stays until the next rows are: nothing jumps.
        if (failing.state === 'waiting' && state.failing?.state === 'here') return;
        change({ failing });
      },
    );
    // Fewer rows fail than when the page was left.
    if (mine === asked && state.failing?.state === 'here' && from > 0 && from >= state.failing.value.total) {
      change({ from: 0 });
      await fill();
    }
  }
  return {
    fill,
    reload: async () => {
      const mine = ++opened;
      await load(
        () => ask.open({}),
        head => {
          if (mine !== opened) return;
          if (head.state === 'waiting' && state.head.state === 'here') return;
          const isRunning = head.state === 'here' && head.value?.isRunning === true;
          change({ head, ...(isRunning && state.progress === null && { progress: { done: 0, total: 0 } }) });
        },
      );
      if (mine === opened) await fill();
    },
  };
}
