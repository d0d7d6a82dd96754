import { toProblem } from '../../../../model/problem.ts';
import type { DatasetHostVerbs, DatasetOpened } from '../../../../protocol/dataset.ts';
import type { Handlers } from '../../../../protocol/peer.ts';
import type { Guest } from '../../../guest.ts';
import { confirmDrop } from '../drop.ts';
import { needTrust } from './backfilling.ts';

type Known = Pick<DatasetOpened, 'isReplaying' | 'lettersDone'>;

export interface LettersHere extends Handlers<Pick<DatasetHostVerbs, 'replay' | 'stopReplay' | 'drop'>> {
  known(): Known;
}

export interface LettersWorld {
  readonly guest: Guest;
  readonly folder: string;
  /** Names the work to the engine. */
  readonly id: string;
  configFile(): Promise<string | null>;
  /** VS Code may not watch where the dataset is; and a page that came back meanwhile hears that it is over. */
  refresh(): Promise<void>;
}

/** What is done with dead letters from a page: it goes on, and is known, while no page shows it. */
export function createLettersHere({ guest, folder, id, configFile, refresh }: LettersWorld): LettersHere {
  const { engine } = guest;
  let now: Known = { isReplaying: false, lettersDone: null };
  return {
    known: () => now,
    replay: async chosen => {
      now = { isReplaying: true, lettersDone: null };
      try {
        needTrust();
        const answer = await engine.ask.replayDeadLetters({ ...chosen, id, folder, config: await configFile() });
        now = { isReplaying: false, lettersDone: { kind: 'replayed', answer } };
        return answer;
      } catch (error) {
        now = { isReplaying: false, lettersDone: { kind: 'failed', problem: toProblem(error) } };
        throw error;
      } finally {
        await refresh();
      }
    },
    stopReplay: () => engine.ask.stopReplay({ id }),
    drop: async ({ count, ...chosen }) => {
      const isAll = Object.values(chosen).every(part => part === undefined);
      if (!(await confirmDrop(guest, isAll ? 'all' : count))) return null;
      needTrust();
      const gone = await engine.ask.dropDeadLetters({ ...chosen, folder });
      now = { ...now, lettersDone: { kind: 'dropped', ...gone } };
      await refresh();
      return gone;
    },
  };
}
