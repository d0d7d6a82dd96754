/**
 * How well a Markdown text keeps another one's words: the harmonic mean of precision and recall over the words as a
 * multiset, 0 to 1. Signs of Markdown and the addresses of links and images are no words.
 */
export function wordF1(expected: string, actual: string): number {
  const [wanted, given] = [countWords(expected), countWords(actual)];
  let common = 0;
  for (const [word, count] of wanted) common += Math.min(count, given.get(word) ?? 0);
  const total = sum(wanted) + sum(given);
  return total === 0 ? 1 : (2 * common) / total;
}

function countWords(markdown: string): Map<string, number> {
  const text = markdown.replace(/\]\([^)]*\)/g, '] ').replace(/<(?:br|https?:[^>]*)>/g, ' ');
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
