/** One link of the header: `<address>; name=value; name="value"`. A comma inside a quoted value or an address is no end. */
const LINK = /<([^>]*)>((?:\s*;\s*[^\s=;,]+\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]*))*)/g;
const RELATION = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]*))/i;

/** The address of the `rel="next"` in a `Link` header (RFC 8288), as it is written there; null when there is none. */
export function findNextLink(header: string): string | null {
  for (const [, address = '', parameters = ''] of header.matchAll(LINK)) {
    const [, quoted, bare] = RELATION.exec(parameters) ?? [];
    // One link may have several relations.
    const relations = (quoted ?? bare ?? '').toLowerCase().split(/\s+/);
    if (relations.includes('next')) return address;
  }
  return null;
}
