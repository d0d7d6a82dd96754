/** A line of the command line as the words that a shell would hand over: split at blanks, but not inside "…" or '…'. */
export function commandWords(line: string): readonly string[] {
  const words = line.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  return words.map(word => word.replaceAll(/"([^"]*)"|'([^']*)'/g, (_all, one?: string, other?: string) => one ?? other ?? ''));
}
