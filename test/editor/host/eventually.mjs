// The only way in which a suite waits: ask again until the answer is right, and say the last wrong one otherwise.
const PAUSE_MS = 50;

/**
 * Calls `look` until it neither throws nor answers `false`.
 * @template T
 * @param {() => T | Promise<T>} look usually an assertion on what the window shows
 * @param {{limitMs?: number, what?: string}} [options] `what`: said when only `false` was answered
 * @returns {Promise<T>} its answer; rejects with its last error
 */
export async function eventually(look, { limitMs = 30_000, what = 'what was waited for' } = {}) {
  const end = Date.now() + limitMs;
  for (;;) {
    const outcome = await attempt(look);
    if (outcome.error === undefined && outcome.answer !== false) return outcome.answer;
    if (Date.now() > end) throw outcome.error ?? new Error(`${what} did not come within ${limitMs / 1000} s`);
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
}

async function attempt(look) {
  try {
    return { answer: await look() };
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
}
