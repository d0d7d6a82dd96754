import { isRunId } from '../artifactName.ts';
import type { RunSummary } from '../view.ts';

type Named = Pick<RunSummary, 'runId' | 'backEnd'>;

const HERE = '-local';
const THERE = '-temporal';
/** A run id has 64 characters at the most (see `isRunId`). */
const LONGEST = 64;

/** What the two of a pair have in common: the id of the first of them. */
const stemOf = (runId: string): string => runId.replace(/-(?:local|temporal)(?:-\d+)?$/, '');

/** The id of a run's next twin, on the other back end. */
export function twinName(run: Named, known: readonly Named[]): string {
  const taken = new Set(known.map(({ runId }) => runId));
  const ending = run.backEnd === 'temporal' ? HERE : THERE;
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? ending : `${ending}-${number}`;
    const name = stemOf(run.runId).slice(0, LONGEST - end.length) + end;
    if (!taken.has(name) && isRunId(name)) return name;
  }
}

/** Its newest twin: of the same stem, on the other back end. `known`: newest first. */
export function findTwin<Run extends Named>(run: Named, known: readonly Run[]): Run | undefined {
  const stem = stemOf(run.runId);
  return known.find(
    other => other.backEnd !== run.backEnd && other.runId !== run.runId && sameStem(stemOf(other.runId), stem),
  );
}

/** A long one was cut to make room for the twin's ending. */
const sameStem = (one: string, other: string): boolean =>
  one === other ||
  (Math.min(one.length, other.length) >= LONGEST - THERE.length - 3 &&
    (one.startsWith(other) || other.startsWith(one)));
