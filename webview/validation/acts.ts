import { toProblem } from '../../src/model/problem.ts';
import type { RuleView } from '../../src/model/quality/reportView.ts';
import { expectedText } from '../../src/model/quality/reportWords.ts';
import type { Text } from '../../src/model/speech.ts';
import type { ShellVerbs } from '../../src/protocol/page.ts';
import type { Asks } from '../../src/protocol/peer.ts';
import type { FailingPage, ValidationHostVerbs, ValidationPageVerbs } from '../../src/protocol/quality.ts';
import { atBegin } from '../common/grid/boxed.ts';
import { newList, type ListState } from '../common/grid/list.ts';
import { PAGE } from '../common/grid/pages.ts';
import type { Place } from '../common/grid/state.ts';
import type { Page } from '../common/start.ts';
import { load } from '../common/states.ts';
import { failingList, type FailingList } from './failingList.ts';
import { pickedRule, type State } from './state.ts';

/** What the parts of the page need of it: words, and what a click means. */
export interface Acts {
  readonly text: Text;
  readonly shell: Pick<Asks<ShellVerbs>, 'openPlace' | 'showLog'>;
  reload(): void;
  pick(rule: string): void;
  /** The failing rows, once more. */
  fill(): void;
  changeList(part: Partial<ListState>): void;
  /** A row of the list, in the table. */
  openPlace(place: Place): void;
  copy(text: string): Promise<void>;
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
        change({ picked: rule, failing: null, list: newList(atBegin(state.list.grid)) });
        void look.fill();
      },
      fill: () => void look.fill(),
      changeList: part => change({ list: { ...state.list, ...part } }),
      openPlace: ({ row, column }) => tryTo(() => openPlace(page.ask, state, { row, column })),
      copy: async copied => ask.copy({ text: copied }),
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

async function openPlace(ask: Page<ValidationHostVerbs>['ask'], state: State, { row, column }: Place): Promise<void> {
  if (state.failing?.state !== 'here') return;
  const { columns, first, placeOf } = state.failing.value;
  const place = placeOf(row);
  const name = columns[column]?.name;
  const known = first.columns.find(one => one.name === name)?.name ?? pickedRule(state)?.columns[0];
  if (place) await ask.openRow({ ...place, column: known ?? null });
}

/** Asks for the report and for the rows of the rule that is looked at; what comes too late is left aside. */
function createLook(page: Page<ValidationHostVerbs>, state: State, change: (part: Partial<State>) => void) {
  const { ask } = page;
  let asked = 0;
  let opened = 0;
  async function fill(): Promise<void> {
    const rule = pickedRule(state);
    const mine = ++asked;
    if (!rule || rule.failed === 0 || rule.isAboutAll) return change({ failing: null });
    await load(
      () => ask.failing({ rule: rule.id, from: 0, count: PAGE }),
      failing => {
        if (mine !== asked) return;
        // What is there stays until the next rows are: nothing jumps.
        if (failing.state === 'waiting' && state.failing?.state === 'here') return;
        if (failing.state !== 'here') return change({ failing });
        change({ failing: { state: 'here', value: listOf(failing.value, rule) }, list: within(failing.value.total) });
      },
    );
  }
  function listOf(first: FailingPage, rule: RuleView): FailingList {
    const { text } = page;
    const told = state.head.state === 'here' ? state.head.value?.view : undefined;
    const old = state.failing?.state === 'here' ? state.failing.value : null;
    return failingList({
      ...{ rule: rule.id, first, name: told?.name ?? '', largest: told?.rows ?? 0, ask: ask.failing },
      words: {
        ...{ file: text.say('validation.column.file'), judged: text.say('validation.judged') },
        ...{ expected: expectedText(rule, text), expectedOf: text.say('validation.column.expected') },
      },
      before: old?.rule === rule.id ? old.rows.drawable() : undefined,
      changed: () => change({}),
    });
  }
  /** Fewer rows may fail than when the page was left. */
  const within = (rows: number): ListState => {
    const { grid } = state.list;
    const fit = (place: Place): Place => ({ ...place, row: Math.max(0, Math.min(place.row, rows - 1)) });
    return { ...state.list, grid: { ...grid, active: fit(grid.active), anchor: fit(grid.anchor) } };
  };
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
