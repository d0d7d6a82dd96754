/** ms: soon at first, as a server comes within seconds of its command; then ever less often. */
const FIRST = 2_000;
const LAST = 15_000;
const SLOWER = 1.5;

export interface PatientLook {
  /** At once, and soon again. */
  now(): void;
  /** Soon again. */
  afresh(): void;
  dispose(): void;
}

/** Looks for what nobody tells of, less and less often. */
export function lookPatiently(look: () => unknown): PatientLook {
  let timer: NodeJS.Timeout | undefined;
  const later = (pause: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      look();
      later(Math.min(pause * SLOWER, LAST));
    }, pause);
  };
  later(FIRST);
  return {
    now: () => {
      look();
      later(FIRST);
    },
    afresh: () => later(FIRST),
    dispose: () => clearTimeout(timer),
  };
}
