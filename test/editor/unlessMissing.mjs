import { orSkip } from '../servers/required.ts';

/** What a fact answers that could not be looked at. */
export const SKIPPED = 'skipped';

/**
 * The facts of a suite that needs a program which may not be here: each is skipped then, or fails where `required` is.
 *
 * @param {Record<string, (ctx: object) => Promise<void>>} tests
 * @param {string} required what REQUIRE calls it
 * @param {() => unknown} find the program, or why there is none
 */
export const unlessMissing = (tests, required, find) =>
  Object.fromEntries(
    Object.entries(tests).map(([fact, test]) => [
      fact,
      async ctx => {
        const found = await find();
        return typeof found === 'object' && orSkip(required, found) === undefined ? SKIPPED : test(ctx);
      },
    ]),
  );
