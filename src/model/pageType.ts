/** Whether bytes are an HTML page; `mime` is what they are otherwise, in IANA's words. */
export type PageType = { readonly html: true } | { readonly html: false; readonly mime: string };

const HTML_TYPES = ['text/html', 'application/xhtml+xml'];
/** Headers that say nothing: bytes decide. */
const VAGUE_TYPES = ['', 'application/octet-stream', 'binary/octet-stream', 'application/unknown', '*/*'];

/** First bytes that no HTML page has, whatever the header says. */
const MAGIC: readonly (readonly [RegExp, string])[] = [
  [/^\s*%PDF-/, 'application/pdf'],
  [/^PK\x03\x04/, 'application/zip'],
  [/^\x89PNG\r\n/, 'image/png'],
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^GIF8[79]a/, 'image/gif'],
  [/^\x1f\x8b/, 'application/gzip'],
];

/** The WHATWG's list (MIME Sniffing section 7.1) and a few tags that real fragments begin with. */
const HTML_START =
  /^(?:\s|<!--[^]*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|main|article|section|header|nav|div|p|h1|table|iframe|font|a|b|br|!--)[\s>/]/i;

/** Type by header, corrected by the bytes where the header is vague or lies (reliability case 29). */
export function pageTypeOf(contentType: string | null, body: Uint8Array): PageType {
  const said = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const start = firstCharacters(body);
  const isHtmlSaid = HTML_TYPES.includes(said);
  const isVague = VAGUE_TYPES.includes(said);
  const magic = MAGIC.find(([pattern]) => pattern.test(start))?.[1];
  if (magic !== undefined) return { html: false, mime: isHtmlSaid || isVague ? magic : said };
  if (isHtmlSaid || (isVague && HTML_START.test(start))) return { html: true };
  return { html: false, mime: isVague ? 'application/octet-stream' : said };
}

/** Nothing but white space and NUL. */
export const isBlank = (body: Uint8Array): boolean =>
  body.every(byte => byte === 0 || byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));

/** One character a byte, byte order mark and the NULs of UTF-16 taken out, so that one pattern reads all. */
function firstCharacters(body: Uint8Array): string {
  const text = String.fromCharCode(...body.subarray(0, 2048));
  return text.replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '').replaceAll('\0', '');
}
