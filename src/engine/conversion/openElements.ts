/** Which elements are open during the scan, with the depth capped: deeper ones lose their tags and keep their text. */

/** Real pages stay under 60; Turndown is safe to about 2,000, Readability is quadratic in nested lists. */
export const MAX_DEPTH = 120;

export const VOID: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

/** An opening tag that closes what stands open: the part of the HTML standard that matters for depth. The
 * end is written out, so that every later parser sees the same depth. */
const CLOSES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    li: new Set(['li', 'p']),
    dt: new Set(['dt', 'dd', 'p']),
    dd: new Set(['dt', 'dd', 'p']),
    tr: new Set(['tr', 'td', 'th', 'p']),
    td: new Set(['td', 'th', 'p']),
    th: new Set(['td', 'th', 'p']),
    tbody: new Set(['thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'p']),
    tfoot: new Set(['thead', 'tbody', 'tr', 'td', 'th', 'p']),
    option: new Set(['option']),
    a: new Set(['a']),
  }),
);
const CLOSES_PARAGRAPH = new Set(
  'address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul'.split(
    ' ',
  ),
);
const PARAGRAPH = new Set(['p']);

export type OpenElements = {
  /** What to write for an opening tag. */
  open(name: string, tag: () => string): string;
  isInside(name: string): boolean;
  /** What to write for a closing tag. */
  close(name: string): string;
};

export function openElements(): OpenElements {
  const stack: string[] = [];
  const beyond = new Map<string, number>();
  const implyEnds = (name: string): string => {
    const closed = CLOSES.get(name) ?? (CLOSES_PARAGRAPH.has(name) ? PARAGRAPH : null);
    let ends = '';
    while (closed?.has(stack.at(-1) ?? '')) ends += `</${stack.pop()}>`;
    return ends;
  };
  return {
    open(name, tag) {
      if (VOID.has(name)) return tag();
      const ends = beyond.size === 0 ? implyEnds(name) : '';
      if (beyond.size === 0 && stack.length < MAX_DEPTH) {
        stack.push(name);
        return ends + tag();
      }
      beyond.set(name, (beyond.get(name) ?? 0) + 1);
      return ends + ' ';
    },
    isInside: name => stack.includes(name),
    close(name) {
      const deeper = beyond.get(name) ?? 0;
      if (deeper > 0) {
        if (deeper > 1) beyond.set(name, deeper - 1);
        else beyond.delete(name);
        return ' ';
      }
      const at = stack.lastIndexOf(name);
      if (at < 0) return name === 'br' ? '<br>' : '';
      stack.length = at;
      beyond.clear();
      return `</${name}>`;
    },
  };
}
