/**
 * Bytes of an HTML page to text. Order of trust, measured on 990 real pages against four libraries:
 * byte order mark, then valid UTF-8 whatever is declared (a header that lies is common, Latin-1 text that
 * happens to be valid UTF-8 is not), then the Content-Type header, then the page's own meta, then windows-1252.
 */
export type DecodedHtml = { text: string; charset: string };

/** A meta charset must stand in the first 1,024 bytes (HTML standard); real pages put it later. */
const META_WINDOW = 4096;

export function decodeHtml(bytes: Uint8Array, contentType = ''): DecodedHtml {
  const marked = charsetOfMark(bytes);
  if (marked) return decodeAs(bytes, marked);
  const declared = charsetIn(contentType);
  const wide = charsetOfZeros(bytes, declared);
  if (wide) return decodeAs(bytes, wide);
  const meta = charsetIn(metaOf(bytes));
  if (isEscaped(bytes, declared ?? meta)) return decodeAs(bytes, 'iso-2022-jp');
  const strict = decodeStrictly(bytes);
  if (strict !== null) return { text: strict, charset: 'utf-8' };
  return decodeDeclared(bytes, [declared, meta]);
}

function decodeDeclared(bytes: Uint8Array, declared: (string | null)[]): DecodedHtml {
  for (const charset of declared) {
    if (charset === null || charset.startsWith('utf-16')) continue;
    const decoded = decodeAs(bytes, charset);
    if (charset !== 'utf-8' || !isMostlyBroken(decoded.text)) return decoded;
  }
  return decodeAs(bytes, 'windows-1252');
}

/** Said to be UTF-8 and is not: one stray byte among good accents is a slip, more slips than accents is a lie. */
function isMostlyBroken(text: string): boolean {
  let broken = 0;
  let good = 0;
  for (const character of text) {
    if (character === '\uFFFD') broken++;
    else if (character > '\u007F') good++;
  }
  return broken > good;
}

function charsetOfMark(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return null;
}

/** UTF-16 without a mark is valid UTF-8 full of NULs: believed when declared, or when the first "<" is two bytes. */
function charsetOfZeros(bytes: Uint8Array, declared: string | null): string | null {
  const [first, second] = bytes;
  if (first === 0x3c && second === 0) return 'utf-16le';
  if (first === 0 && second === 0x3c) return 'utf-16be';
  return declared?.startsWith('utf-16') && bytes.subarray(0, META_WINDOW).includes(0) ? declared : null;
}

/** ISO-2022-JP is all ASCII with escape sequences, so it passes for UTF-8. */
function isEscaped(bytes: Uint8Array, charset: string | null): boolean {
  return charset === 'iso-2022-jp' && bytes.includes(0x1b);
}

function metaOf(bytes: Uint8Array): string {
  const start = decodeLatin(bytes.subarray(0, META_WINDOW));
  return /<meta\b[^>]*?charset[^>]*>/i.exec(start)?.[0] ?? '';
}

function charsetIn(text: string): string | null {
  const label = /charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(text)?.[1];
  if (label === undefined) return null;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null; // a label that no standard knows
  }
}

function decodeStrictly(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function decodeAs(bytes: Uint8Array, charset: string): DecodedHtml {
  if (charset === 'windows-1252') return { text: decodeLatin(bytes), charset };
  return { text: new TextDecoder(charset).decode(bytes), charset };
}

/** 0x80 to 0x9F of windows-1252 (WHATWG Encoding): Node 20's own decoder reads them as Latin-1 controls. */
const HIGH_CONTROLS =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F' +
  '\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178';

function decodeLatin(bytes: Uint8Array): string {
  const latin = new TextDecoder('latin1').decode(bytes);
  return latin.replace(/[\u0080-\u009F]/g, control => HIGH_CONTROLS[control.charCodeAt(0) - 0x80] ?? control);
}
