import type { SearchHostVerbs, SearchPageVerbs, SearchSubject } from '../../../protocol/search.ts';
import type { Guest } from '../../guest.ts';
import type { LivePage } from '../../page.ts';
import type { PanelKind } from '../../panels.ts';
import { createAnswerDesk } from './answerDesk.ts';
import { answerPage, type SearchPageWorld } from './answerPage.ts';

export interface PanelWorld {
  /** What a command wants to be asked. */
  pending: string | null;
  readonly live: Set<LivePage<SearchPageVerbs>>;
}

/** What outlives the page while its tab is hidden. */
type PageLife = Pick<SearchPageWorld, 'desk' | 'opened'>;

/** Tabs in which a question is taken apart: one a work folder. */
export function searchPanel(
  guest: Guest,
  world: PanelWorld,
): PanelKind<SearchSubject, SearchHostVerbs, SearchPageVerbs> {
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
    title: () => guest.text.say('search.title'),
    begin: ({ workDir }) => ({
      handlers: answerPage(guest, { workDir, takePending, ...lifeOf(workDir) }),
      opened: live => {
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
    }),
    restore: subject => {
      const workDir = typeof subject === 'object' && subject && 'workDir' in subject ? subject.workDir : undefined;
      return typeof workDir === 'string' ? { workDir } : undefined;
    },
  };
}

const isRunning = ({ store }: Guest, workDir: string): boolean =>
  store.runs().some(run => run.workDir === workDir && run.status === 'RUNNING');
