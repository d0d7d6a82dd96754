import type { JournalEvent } from '../model/event.ts';
import type { RunSummary } from '../model/view.ts';
import type { Clock } from './ports.ts';

/** Screens are told at most ten times a second. */
const TELL_EVERY_MS = 100;

interface Telling {
  readonly clock: Clock;
  onChange?: ((run: RunSummary) => void) | undefined;
  summarise(): RunSummary;
  /** Ends what is told late: after the last word about a run nothing may follow. */
  readonly over: AbortSignal;
}

/** Tells who looks at a run how it stands, after each event of it. */
export function createTeller({ clock, onChange, summarise, over }: Telling): (event: JournalEvent) => void {
  let toldMs = 0;
  let isDue = false;
  const tell = (nowMs: number): void => {
    toldMs = nowMs;
    onChange?.(summarise());
  };
  async function tellLater(): Promise<void> {
    isDue = true;
    await clock.sleep(TELL_EVERY_MS, over);
    isDue = false;
    if (!over.aborted) tell(clock.now().getTime());
  }
  return event => {
    if (!onChange) return;
    const nowMs = Date.parse(event.eventTime);
    if (Math.abs(nowMs - toldMs) >= TELL_EVERY_MS) return tell(nowMs);
    // After the start of a wait there may be no event for minutes: who looks must see that it waits.
    if (event.eventType === 'TimerStarted' && !isDue) void tellLater();
  };
}
