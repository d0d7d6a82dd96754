import type { ShellVerbs } from '../../src/protocol/page.ts';
import type { DatasetAct, DatasetHostVerbs, DatasetWork, DayAct } from '../../src/protocol/dataset.ts';
import type { Asks } from '../../src/protocol/peer.ts';
import type { Text } from '../../src/model/speech.ts';
import type { ListState } from '../common/grid/list.ts';

/** What the user can do here. */
export interface Acts {
  readonly text: Text;
  readonly ask: Asks<DatasetHostVerbs & ShellVerbs>;
  /** 1: Monday … 7: Sunday. */
  readonly weekStart: number;
  /** Shows a day's facts, without choosing it. */
  goTo(date: string): void;
  /** Chooses a day or leaves it; with `isRange` all from the last one that was chosen. */
  choose(date: string, isRange: boolean): void;
  chooseAll(dates: readonly string[]): void;
  showYear(year: string): void;
  /** Months before the first one, or after the last one, that is shown. */
  showMore(way: 'earlier' | 'later'): void;
  setBackwards(backwards: boolean): void;
  setParallel(maxParallel: number): void;
  simulate(): void;
  backfill(): void;
  cancel(work: DatasetWork): void;
  openRun(run: Pick<DatasetWork, 'workDir' | 'runId'>): void;
  openDayRun(runId: string): void;
  act(act: DatasetAct): void;
  actOnDay(act: DayAct, date: string): void;
  copy(text: string): void;
  showReason(reason: string | null): void;
  /** Once more, after it failed. */
  askLetters(): void;
  changeList(part: Partial<ListState>): void;
  /** By their place in the list. */
  checkLetters(from: number, count: number): void;
  copyRows(text: string): Promise<void>;
  /** All of the letter that is looked at, and no more of it. */
  unfold(): void;
  replay(): void;
  stopReplay(): void;
  drop(): void;
  compareSchemas(): void;
  stopSchemas(): void;
  reload(): void;
  closeFailure(): void;
}
