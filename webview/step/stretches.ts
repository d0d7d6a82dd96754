import type { StepMark } from '../../src/model/workshop/outline.ts';

const MINUTE_MS = 60_000;

export interface Stretch {
  readonly mark: StepMark;
  /** Percent. */
  readonly from: number;
  readonly width: number;
  readonly usedFrom: number;
  readonly used: number;
}

/** Planned minutes of the steps beside each other, those that were used below; both on one scale. */
export function stretchesOf(steps: readonly StepMark[]): Stretch[] {
  const planned = (mark: StepMark) => Math.max(1, mark.minutes) * MINUTE_MS;
  const sum = (of: (mark: StepMark) => number) => steps.reduce((all, mark) => all + of(mark), 0);
  const scale =
    100 /
    Math.max(
      sum(planned),
      sum(({ spentMs }) => spentMs),
      1,
    );
  let [at, usedAt] = [0, 0];
  return steps.map(mark => {
    const stretch = { mark, from: at, width: planned(mark) * scale, usedFrom: usedAt, used: mark.spentMs * scale };
    at += stretch.width;
    usedAt += stretch.used;
    return stretch;
  });
}
