import { type CheerioAPI, load } from 'cheerio/slim';

// cheerio 1.2.0, its slim entry (htmlparser2 alone, 198 KB): the main one loads undici and replaces the process's
// fetch dispatcher. htmlparser2 takes time in the square of the nesting (50,000 levels 0.8 s, 200,000 levels 42 s),
// so a page deeper than any that a person wrote is read by its tags instead.
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

/** The links of a page: `a` and `area`. Time grows with the page's length, whatever its nesting. */
export function readLinks(html: string): PageLinks {
  const $ = load(isTooDeep(html) ? tagsOfInterest(html) : html);
  const links: { href: string; isNofollow: boolean }[] = [];
  for (const element of $('a[href], area[href]')) {
    const rel = tokens(element.attribs['rel']);
    links.push({ href: element.attribs['href']?.trim() ?? '', isNofollow: rel.includes('nofollow') });
  }
  return { links, base: $('base[href]').attr('href')?.trim(), isNofollow: saysNofollow($) };
}

function saysNofollow($: CheerioAPI): boolean {
  const robots = [...$('meta[name][content]')].filter(({ attribs }) => attribs['name']?.toLowerCase() === 'robots');
  const words = robots.flatMap(({ attribs }) => tokens(attribs['content']));
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
  return tags.map(tag => (tag.startsWith('<a ') || tag.startsWith('<A ') ? `${tag}</a>` : tag)).join('');
}
