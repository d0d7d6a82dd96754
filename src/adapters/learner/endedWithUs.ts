/**
 * What must end when this process does, however it is told to: a run that is parked waits for no activity. One listener
 * for all, since Node warns of more than ten.
 */
export function createEndedWithUs() {
  const ends = new Set<() => void>();
  const endAll = () => ends.forEach(end => end());
  /** Returns how to forget it. */
  return (end: () => void): (() => void) => {
    if (ends.size === 0) process.on('exit', endAll);
    ends.add(end);
    return () => {
      ends.delete(end);
      if (ends.size === 0) process.off('exit', endAll);
    };
  };
}
