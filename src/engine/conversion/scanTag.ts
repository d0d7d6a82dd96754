/** The small questions of the scan: where a tag ends, where raw text ends. All linear. */

const QUOTES = /["']/;

/**
 * Where the tag ends, just after its ">". A quote counts only after "=", as in the HTML standard; one that is never
 * closed is taken as a slip, so that it does not swallow the page.
 */
export function findTagEnd(source: string, from: number): number {
  for (let i = from; i < source.length; i++) {
    const character = source.charAt(i);
    if (character === '>') return i + 1;
    if (character === '=') i = valueEnd(source, i + 1) - 1;
  }
  return source.length;
}

function valueEnd(source: string, from: number): number {
  let start = from;
  while (isSpace(source.charCodeAt(start))) start++;
  if (!QUOTES.test(source.charAt(start))) return start;
  const end = source.indexOf(source.charAt(start), start + 1);
  return end < 0 ? start + 1 : end + 1;
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** Where the raw text of `name` ends: at its end tag, or at the end of the page. */
export function textEnd(source: string, name: string, from: number): number {
  const close = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  close.lastIndex = from;
  return close.exec(source)?.index ?? source.length;
}

/**
 * The attributes that the conversion reads. Each of the others would cost a node in linkedom, which is half of the
 * time of a page; names are also made small, because linkedom keeps them as written and `getAttribute('href')` then
 * misses `<A HREF=…>`.
 */
const READ = new Set(
  (
    'id class role rel name property itemprop content http-equiv datetime pubdate lang xml:lang dir href src srcset alt ' +
    'title width height style hidden aria-hidden aria-expanded aria-modal type checked start colspan rowspan align ' +
    'alttext display encoding data-src data-original data-lazy-src data-lazy data-url data-hi-res-src data-full-src ' +
    'data-image data-srcset data-lazy-srcset data-lang data-language data-noscript'
  ).split(' '),
);

const ATTRIBUTE = /\s([^\s=>"'/]+)(?:\s?=\s?("[^"]*"|'[^']*'|[^\s>"']*))?/g;

/** The tag with the attributes that are read, or with all of them. */
export function readAttributes(tag: string, all: boolean): string {
  const end = tag.search(/[\s/>]/);
  const attributes = tag.slice(end).replace(/\s+/g, ' ');
  let out = tag.slice(0, end).toLowerCase();
  for (const [, name = '', value] of attributes.matchAll(ATTRIBUTE)) {
    const lower = name.toLowerCase();
    if (all || READ.has(lower)) out += value === undefined ? ` ${lower}` : ` ${lower}=${quoted(value)}`;
  }
  return `${out}>`;
}

/** An unquoted value may end in "/", which would close the tag. */
function quoted(value: string): string {
  return /^["']/.test(value) ? value : `"${value}"`;
}
