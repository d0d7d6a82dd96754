import type { KnownRun } from '../../nodes.ts';
import type { Text } from '../../text.ts';

/** What was killed, what was in flight in it, and what is kept. `torn`: the runs that it had been driving. */
export function plugText(pid: number, torn: readonly KnownRun[], text: Text): string {
  if (torn.length === 0) return text.say('plug.idle', { pid });
  const sum = (figure: (run: KnownRun) => number) => torn.reduce((total, run) => total + figure(run), 0);
  return text.say('plug.done', {
    pid,
    inFlight: text.count(
      'plug.inFlight',
      sum(run => run.inFlight),
    ),
    kept: text.count(
      'unit.kept',
      sum(run => run.results),
    ),
  });
}
