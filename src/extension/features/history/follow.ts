import type { SourceView } from '../../../model/view.ts';
import type { HistoryPageVerbs, HistorySource } from '../../../protocol/history.ts';
import type { Tells } from '../../../protocol/peer.ts';
import type { Guest } from '../../guest.ts';
import { sameRun, type KnownRun, type RunKey } from '../../nodes.ts';
import type { Disposable } from '../../signal.ts';

export const sourceOf = ({ uri, title, outcome, reason, aliasOf }: SourceView): HistorySource => ({
  ...{ uri, title, outcome, reason, aliasOf },
});

/**
 * Tells a page that its run went on. The journals' tail tells the store at most ten times a second; the page asks for
 * the events that it lacks, so that a page that is slow is told no more than it can draw.
 */
export function followRun({ store }: Guest, run: RunKey, tell: Tells<HistoryPageVerbs>): Disposable {
  let last: KnownRun | null = store.run(run);
  const onRuns = () => {
    const now = store.run(run);
    if (now === null && last !== null) tell.gone({});
    else if (now !== null && differs(last, now)) tell.changed({ run: now });
    last = now;
  };
  const listening = [
    store.runsChanged.listen(onRuns),
    store.sourcesChanged.listen(change => {
      if (!sameRun(change, run)) return;
      const sources = [...change.changed, ...change.added].flatMap(uri => store.source(run, uri) ?? []);
      tell.sources({ sources: sources.map(sourceOf) });
    }),
  ];
  return { dispose: () => listening.forEach(one => one.dispose()) };
}

/** The other run of a page about two. */
export function followTwin({ store }: Guest, run: RunKey, tell: Tells<HistoryPageVerbs>): Disposable {
  let last: KnownRun | null = store.run(run);
  return store.runsChanged.listen(() => {
    const now = store.run(run);
    if (now !== null && differs(last, now)) tell.twinChanged({ run: now });
    last = now;
  });
}

/** Of a run that is on, each look of the tail may have brought events that no figure shows. */
const differs = (before: KnownRun | null, now: KnownRun): boolean =>
  before !== now && (now.status === 'RUNNING' || JSON.stringify(before) !== JSON.stringify(now));
