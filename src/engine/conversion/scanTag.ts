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

/** linkedom keeps attribute names as written, and `getAttribute('href')` then misses `<A HREF=…>`. */
export function lowerAttributeNames(tag: string): string {
  if (!/\s[^\s=]*[A-Z][^\s=]*\s*=/.test(tag)) return tag;
  let out = '';
  let position = 0;
  for (let i = 0; i < tag.length; i++) {
    if (tag.charAt(i) !== '=') continue;
    const end = valueEnd(tag, i + 1);
    out += tag.slice(position, i).toLowerCase() + tag.slice(i, end);
    position = end;
    i = end - 1;
    const unquoted = /^[^\s>]*/.exec(tag.slice(position))?.[0] ?? '';
    if (!QUOTES.test(tag.charAt(end - 1))) {
      out += unquoted;
      position += unquoted.length;
      i = position - 1;
    }
  }
  return out + tag.slice(position);
}
