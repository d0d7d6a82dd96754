import { load } from 'cheerio/slim';

// cheerio 1.2.0, its slim entry (htmlparser2 alone, 198 KB): the main one loads undici and replaces the process's
// fetch dispatcher. Two of its costs grow with the square of the page, so that both are gone round here: nesting
// (50,000 levels 0.8 s, 200,000 levels 42 s: a page deeper than any that a person wrote is read by its tags instead)
// and selectors over many elements without a common root (50,000 took 20 s: the tree is walked by hand).
const DEEPEST = 2_000;

const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

export interface PageLinks {
  /** As written, in page order, white space around them gone. */
  readonly links: readonly { readonly href: string; readonly isNofollow: boolean }[];
  /** `<base href>` as written. */
  readonly base: string | undefined;
  /** `<meta name="robots" content="nofollow">` (or none): the page asks not to follow any. */
  readonly isNofollow: boolean;
}

/** The links of a page: `a` and `area`. Time grows with the page's length, whatever its shape. */
export function readLinks(html: string): PageLinks {
  const links: { href: string; isNofollow: boolean }[] = [];
  let base: string | undefined;
  let isNofollow = false;
  for (const { name, attribs } of elementsOf(isTooDeep(html) ? tagsOfInterest(html) : html)) {
    const href = attribs['href']?.trim();
    if (name === 'meta') isNofollow ||= saysNofollow(attribs);
    else if (name === 'base') base ??= href;
    else if (href !== undefined && (name === 'a' || name === 'area')) {
      links.push({ href, isNofollow: tokens(attribs['rel']).includes('nofollow') });
    }
  }
  return { links, base, isNofollow };
}

type Attributes = Readonly<Record<string, string>>;

interface Element {
  readonly name: string;
  readonly attribs: Attributes;
}

/** In page order, without recursion. */
function* elementsOf(html: string): Generator<Element> {
  const open = load(html)
    .root()
    .toArray()
    .flatMap(root => root.children)
    .toReversed();
  for (let node = open.pop(); node; node = open.pop()) {
    if ('attribs' in node) yield node;
    if (!('children' in node)) continue;
    // Not by spreading: 100,000 children do not fit into one call.
    for (const child of node.children.toReversed()) open.push(child);
  }
}

function saysNofollow({ name = '', content }: Attributes): boolean {
  const words = name.toLowerCase() === 'robots' ? tokens(content) : [];
  return words.includes('nofollow') || words.includes('none');
}

const tokens = (text = ''): string[] => text.toLowerCase().split(/[\s,]+/);

/** Never less than the parser's own stack: an end tag without its start takes nothing away. */
function isTooDeep(html: string): boolean {
  const open = new Map<string, number>();
  let depth = 0;
  for (const [, slash, tag = ''] of html.matchAll(/<(\/?)([a-z][^\s/>]*)/gi)) {
    const name = tag.toLowerCase();
    const count = open.get(name) ?? 0;
    if (VOID.has(name) || (slash && count === 0)) continue;
    open.set(name, slash ? count - 1 : count + 1);
    depth += slash ? -1 : 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** The tags that matter, side by side. What a comment or a script quotes is taken for real: good enough out here. */
function tagsOfInterest(html: string): string {
  const tags = html.match(/<(?:a|area|base|meta)\s[^<>]*>/gi) ?? [];
  return tags.map(tag => (/^<a\s/i.test(tag) ? `${tag}</a>` : tag)).join('');
}
