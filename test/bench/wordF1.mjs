/**
 * How well a conversion kept the words that it should keep and no others: the harmonic mean of precision and recall
 * over bags of words, 1 is perfect. The addresses of links are no words.
 */
export function wordF1(markdown, golden) {
  const found = countWords(markdown);
  const wanted = countWords(golden);
  let both = 0;
  for (const [word, count] of wanted) both += Math.min(count, found.get(word) ?? 0);
  return (2 * both) / (sum(found) + sum(wanted));
}

function countWords(markdown) {
  const words = markdown.replace(/\]\([^)]*\)/g, ']').match(/[\p{L}\p{N}]+/gu) ?? [];
  const counts = new Map();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

const sum = counts => [...counts.values()].reduce((total, count) => total + count, 0);
