export interface Citations {
  /** Numbers of passages, each once, in the order in which the answer first names them. */
  readonly cited: readonly number[];
  /** Numbers that the answer names and that no passage has: invented. */
  readonly invented: readonly number[];
}

/** What an answer cites as `[2]`, `[1, 3]` or `[1][2]`, held against the passages that there are. */
export function readCitations(answer: string, passages: number): Citations {
  const named = [...answer.matchAll(/\[(\d{1,4}(?:\s*[,;]\s*\d{1,4})*)\]/g)]
    .flatMap(([, list = '']) => list.split(/[,;]/).map(Number))
    .filter((number, at, all) => all.indexOf(number) === at);
  const exists = (number: number): boolean => number >= 1 && number <= passages;
  return { cited: named.filter(exists), invented: named.filter(number => !exists(number)) };
}
