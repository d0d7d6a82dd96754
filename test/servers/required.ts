// A server that is not here is skipped with its reason; `REQUIRE=postgres,python` makes that a failure (CI does).

export interface Missing {
  /** Why, for a person. */
  readonly missing: string;
}

const isRequired = (name: string): boolean => (process.env.REQUIRE ?? '').split(/[\s,]+/).includes(name);

/** Undefined: to be skipped; the reason is on stderr. */
export function orSkip<Ready extends object>(name: string, found: Ready | Missing): Ready | undefined {
  if (!('missing' in found)) return found;
  if (isRequired(name)) throw new Error(`${name} is required and not here: ${found.missing}`);
  console.error(`skip  ${name}: ${found.missing}`);
  return undefined;
}
