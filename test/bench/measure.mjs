// Medians of rounds in which ours and the peers take turns: what slows the machine for a while slows all of them.

/** The middle one; of an even number the lower middle, so that it is a figure that was really measured. */
export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}

/**
 * Times of each contestant in ms, one a round, after one round that is not counted (compilers warm up, caches fill).
 * Who begins changes with every round. A contestant that answers a number has timed itself: what it prepares is not counted.
 * @template {string} Name
 * @param {Record<Name, (round: number) => unknown>} contestants
 * @returns {Promise<Record<Name, number[]>>}
 */
export async function takeTurns(contestants, rounds) {
  const names = Object.keys(contestants);
  const times = Object.fromEntries(names.map(name => [name, []]));
  for (let round = -1; round < rounds; round++) {
    const order = names.map((_, place) => names[(place + round + 1) % names.length]);
    for (const name of order) {
      globalThis.gc?.(); // Nobody pays for another's garbage.
      const started = performance.now();
      const own = await contestants[name](round);
      const ms = typeof own === 'number' ? own : performance.now() - started;
      if (round >= 0) times[name].push(ms);
    }
  }
  return times;
}

/** How many times faster ours is: the median of the rounds' own ratios, which a noisy machine moves least. */
export function speedRatio(ours, peer) {
  return median(ours.map((time, round) => peer[round] / time));
}
