import type { CleaningFilter, CleaningHostVerbs } from '../../src/protocol/cleaning.ts';
import type { Page } from '../common/start.ts';
import { inSight } from '../common/sight.ts';
import { load, WAITING } from '../common/states.ts';
import { createPicking, type World } from './picking.ts';
import { settingText } from './side.ts';
import type { Acts, State } from './state.ts';

export function createActs(page: Page<CleaningHostVerbs>, state: State, draw: () => void): Acts {
  const change = (next: Partial<State>) => {
    Object.assign(state, next);
    draw();
  };
  const world: World = { ask: page.ask, state, change };
  const { setFilter, ...picking } = createPicking(world);
  const kept = keptOf(page.kept);

  function show(tab: State['tab']): void {
    change({ tab });
    if (tab !== 'run' || state.totals?.state === 'here') return;
    void load(
      () => page.ask.totals({}),
      totals => change({ totals, progress: null }),
    );
  }

  function reload(): void {
    void load(
      () => page.ask.open({}),
      view => {
        change({ view, progress: null });
        if (view.state !== 'here') return;
        const { doubtful, blocks, counts } = view.value;
        const wanted = state.picked ?? kept.picked ?? doubtful[0] ?? 0;
        const filter = counts.some(one => one.filter === kept.filter) ? kept.filter : null;
        setFilter(filter, Math.min(wanted, Math.max(0, blocks - 1)));
        if (kept.tab === 'run') show('run');
      },
    );
  }

  return {
    ...{ text: page.text, reload, show, ...picking, toggleFix: () => toggleFix(world), ...hostActs(world) },
    filter: filter => setFilter(filter, state.picked),
    hover: at => change({ hovered: at }),
    seen: sight => {
      change({ sight });
      state.rows?.need(...inSight(sight, state.rowHeight));
    },
  };
}

/** What would keep the block, and what each way brings: measured when it is asked for. */
function toggleFix({ ask, state, change }: World): void {
  change({ isFixOpen: !state.isFixOpen });
  if (!state.isFixOpen || state.effects !== null || state.block?.state !== 'here' || !state.block.value.canKeep) return;
  const { selector, at } = state.block.value;
  change({ effects: { keep: WAITING, whole: WAITING } });
  const told = (name: 'keep' | 'whole', keep: string | null) =>
    void load(
      () => ask.effect({ keep }),
      effect => state.picked === at && state.effects && change({ effects: { ...state.effects, [name]: effect } }),
    );
  told('keep', selector);
  told('whole', null);
}

type HostActs = Omit<
  Acts,
  'text' | 'reload' | 'show' | 'filter' | 'hover' | 'seen' | 'toggleFix' | 'pickRow' | 'pickBlock' | 'turn'
>;

function hostActs({ ask, state, change }: World): HostActs {
  const acted = (run: () => Promise<unknown>) => () => void load(run, done => change({ acted: done }));
  return {
    stop: acted(() => ask.stop({})),
    runWith: keep => acted(() => ask.runWith({ keep }))(),
    copySetting: keep => acted(() => ask.copy({ text: `${settingText(keep)}\n` }))(),
    openInput: acted(() => ask.openInput({})),
    openHtml: acted(async () => {
      const { line, column } = state.block?.state === 'here' ? state.block.value : { line: 1, column: 1 };
      await ask.openHtml({ line, column });
    }),
    openMarkdown: acted(() => ask.openMarkdown({})),
    compare: acted(() => ask.compare({})),
    openPrices: what => acted(() => ask.openPrices({ what }))(),
    copyTable: form => acted(() => ask.copyTable({ form }))(),
    saveTable: form => acted(() => ask.saveTable({ form }))(),
    copyTotals: form =>
      acted(async () => state.totals?.state === 'here' && ask.copyTotals({ form, pages: state.totals.value.pages }))(),
    showPage: uri => acted(() => ask.showPage({ uri }))(),
    runSource: acted(() => ask.runSource({})),
  };
}

interface Kept {
  readonly picked: number | null;
  readonly filter: CleaningFilter;
  readonly tab: State['tab'];
}

/** What an earlier life of the page left, as far as it can be used. */
function keptOf(kept: unknown): Kept {
  const { picked, filter, tab }: Partial<Record<string, unknown>> =
    typeof kept === 'object' && kept !== null ? { ...kept } : {};
  return {
    picked: typeof picked === 'number' && Number.isInteger(picked) && picked >= 0 ? picked : null,
    filter: typeof filter === 'string' ? filter : null,
    tab: tab === 'run' ? 'run' : 'page',
  };
}
