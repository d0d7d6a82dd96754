import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { SearchHostVerbs, SearchPageVerbs, SearchSubject } from '../../../protocol/search.ts';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import type { LivePage } from '../../page.ts';
import { createPanels, type PanelKind } from '../../panels.ts';
import { createAnswerDesk } from './answerDesk.ts';
import { answerPage, type SearchPageWorld } from './answerPage.ts';
import { quickSearch } from './quickSearch.ts';

/** Questions to the index: a page that takes the search apart, and a fast path without it. */
export function activate(guest: Guest): Pick<CommandHandlers, 'search' | 'quickSearch'> {
  const world: PanelWorld = { pending: null, live: new Set() };
  const panels = createPanels(guest, panelKind(guest, world));
  let lastQuestion = '';
  return {
    search: question => {
      if (typeof question === 'string') world.pending = question;
      panels.show({ workDir: workDirOf(guest) });
      // A page that is there already asks for it now; a new one when it begins.
      for (const { tell } of world.live) tell.asked({});
    },
    quickSearch: async () => {
      lastQuestion = (await quickSearch(guest, workDirOf(guest), lastQuestion)) ?? lastQuestion;
    },
  };
}

function workDirOf(guest: Guest): string {
  const workDir = guest.store.picked()?.workDir ?? guest.folders.of(vscode.window.activeTextEditor?.document.uri);
  if (workDir === null) throw fail('usage', 'no_folder');
  return workDir;
}

interface PanelWorld {
  /** What a command wants to be asked. */
  pending: string | null;
  readonly live: Set<LivePage<SearchPageVerbs>>;
}

/** What outlives the page while its tab is hidden. */
type PageLife = Pick<SearchPageWorld, 'desk' | 'opened'>;

function panelKind(guest: Guest, world: PanelWorld): PanelKind<SearchSubject, SearchHostVerbs, SearchPageVerbs> {
  const lives = new Map<string, PageLife>();
  const lifeOf = (workDir: string): PageLife => {
    const life = lives.get(workDir) ?? { desk: createAnswerDesk(guest.engine.ask, workDir), opened: {} };
    lives.set(workDir, life);
    return life;
  };
  const takePending = (): string | null => {
    const question = world.pending;
    world.pending = null;
    return question;
  };
  return {
    page: 'search',
    icon: 'search',
    title: () => guest.text.say('search.title'),
    handlers: ({ workDir }) => answerPage(guest, { workDir, takePending, ...lifeOf(workDir) }),
    opened: ({ workDir }, live) => {
      world.live.add(live);
      const { desk, opened } = lifeOf(workDir);
      const pieces = guest.answered.listen(piece => desk.add(piece) && live.tell.piece({ text: piece.text }));
      let running = isRunning(guest, workDir);
      const runs = guest.store.runsChanged.listen(() => {
        const before = running;
        running = isRunning(guest, workDir);
        if (before && !running) live.tell.changed({});
      });
      return {
        dispose: () => {
          world.live.delete(live);
          pieces.dispose();
          runs.dispose();
          desk.cancel();
          opened.mark?.dispose();
          lives.delete(workDir);
        },
      };
    },
    restore: subject => {
      const workDir = typeof subject === 'object' && subject && 'workDir' in subject ? subject.workDir : undefined;
      return typeof workDir === 'string' ? { workDir } : undefined;
    },
  };
}

const isRunning = ({ store }: Guest, workDir: string): boolean =>
  store.runs().some(run => run.workDir === workDir && run.status === 'RUNNING');
