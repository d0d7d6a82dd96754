/**
 * Whether a pattern is the whole text: `*` is any run without `/`, `**` any run at all; all else stands for itself,
 * `?` too, since addresses hold it. Walks the text once with the set of places reached in the pattern, so that no
 * pattern, however wild, takes more than length × length steps.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  const parts = pattern.match(/\*\*+|\*|[^*]/gu) ?? [];
  let reached = withEmptyRuns(parts, new Set([0]));
  for (const character of text) {
    const next = new Set<number>();
    for (const place of reached) {
      const part = parts[place];
      if (part === undefined) continue;
      if (part.startsWith('**') || (part === '*' && character !== '/')) next.add(place);
      else if (part === character) next.add(place + 1);
    }
    reached = withEmptyRuns(parts, next);
    if (reached.size === 0) return false;
  }
  return reached.has(parts.length);
}

/** A star may stand for nothing: the place after it is reached as well. */
function withEmptyRuns(parts: readonly string[], places: Set<number>): Set<number> {
  // A Set that grows while it is walked also gives what was added.
  for (const place of places) if (parts[place]?.startsWith('*')) places.add(place + 1);
  return places;
}
