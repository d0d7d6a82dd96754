/**
 * One linear pass over the raw page before any parser sees it. Parsers and Turndown overflow the stack at about
 * 5,000 nested elements and spend half their time on scripts, styles and drawings that no reader wants.
 */
import { findTagEnd, readAttributes, textEnd } from './scanTag.ts';
import { openElements, type OpenElements } from './openElements.ts';
import { spanElements, type Spans } from './spans.ts';

export type ScannedHtml = {
  /** A whole page in one shape: html, an empty head, and all the rest in the body. */
  html: string;
  jsonLd: string[];
  scripts: number;
  styles: number;
};

/** Raw text: no tag inside is a tag. */
const RAW = new Set(['script', 'style', 'title', 'textarea', 'xmp', 'noembed', 'noframes', 'iframe']);
/** Dropped with all that they hold, when they are closed at all. */
const DROPPED = new Set(['svg', 'template', 'canvas', 'object', 'applet']);
const FRAME = new Set(['html', 'head', 'body']);
/** They leave no trace in the line where they stand. */
const UNSEEN = new Set(['script', 'style', 'link', 'meta', 'template', 'noscript']);
/** White space after their tags begins a line. */
const BLOCKS = new Set(
  'address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol p section summary table tbody td tfoot th thead title tr ul'.split(
    ' ',
  ),
);
/** A page with more JSON-LD than this says nothing more about its author. */
const MAX_JSON_LD = 50;

type Scan = {
  source: string;
  out: string[];
  open: OpenElements;
  page: ScannedHtml;
  rootAttributes: string;
  /** Names whose end tag is known to be missing from here on: looking again and again would be quadratic. */
  unclosed: Set<string>;
  /** Line breaks in a row so far: more than two say no more, and Readability is quadratic in them. */
  breaks: number;
  /** Whether every attribute is kept, for selectors that may ask for any. */
  all: boolean;
  /** Whether white space here would begin a line, where it is not seen. */
  atLineStart: boolean;
  /** Where the markup stands that is being read. */
  place: { from: number; to: number };
  spans: Spans | undefined;
};

/** `spans` is told where each element stands in the source. */
export function scanHtml(source: string, allAttributes = false, spans?: Spans): ScannedHtml {
  const page: ScannedHtml = { html: '', jsonLd: [], scripts: 0, styles: 0 };
  const clean = tidySource(source);
  const place = { from: 0, to: 0 };
  const scan: Scan = {
    source: clean,
    out: [],
    open: spans ? spanElements(openElements(), spans, place) : openElements(),
    page,
    rootAttributes: '',
    unclosed: new Set(),
    breaks: 0,
    all: allAttributes,
    atLineStart: true,
    place,
    spans,
  };
  let position = 0;
  while (position < clean.length) position = step(scan, position);
  const body = scan.out.join('');
  page.html = `<!doctype html><html${scan.rootAttributes}><head></head><body>${body}</body></html>`;
  return page;
}

/** The page as the scan reads it, on which spans are counted. */
export const tidySource = (source: string): string =>
  source.replaceAll('\0', '').replaceAll('\r\n', '\n').replaceAll('\r', '\n');

/** Handles the text up to the next "<" and the markup that begins there; gives where to go on. */
function step(scan: Scan, from: number): number {
  const at = scan.source.indexOf('<', from);
  copyText(scan, from, at < 0 ? scan.source.length : at);
  if (at < 0) return scan.source.length;
  const next = scan.source.charCodeAt(at + 1);
  if (next === 0x21 || next === 0x3f) return commentEnd(scan.source, at);
  if (next === 0x2f) return endTag(scan, at);
  if (isLetter(next)) return startTag(scan, at);
  scan.out.push('&lt;');
  return at + 1;
}

/** White space between blocks is indentation: a fifth of the nodes of a page, and nothing to read. */
function copyText(scan: Scan, from: number, to: number): void {
  if (to <= from) return;
  const text = scan.source.slice(from, to);
  const isBlank = !/[^ \t\n\f]/.test(text);
  if (isBlank && scan.atLineStart && !scan.open.isInside('pre')) return;
  if (!isBlank) {
    scan.breaks = 0;
    scan.atLineStart = false;
  }
  scan.out.push(text);
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

/** Everything but white space, "/", ">" and the end of the page (NaN). */
function isNamePart(code: number): boolean {
  return code > 32 && code !== 0x2f && code !== 0x3e;
}

/** Comments, doctypes, processing instructions. An unclosed comment hides the rest of the page, as in a browser. */
function commentEnd(source: string, at: number): number {
  if (!source.startsWith('<!--', at)) return after(source, '>', at);
  if (source.startsWith('<!-->', at)) return at + 5;
  return after(source, '-->', at + 4);
}

function after(source: string, mark: string, from: number): number {
  const found = source.indexOf(mark, from);
  return found < 0 ? source.length : found + mark.length;
}

function endTag(scan: Scan, at: number): number {
  const end = after(scan.source, '>', at);
  const name = tagName(scan.source, at + 2);
  if (name === '' || FRAME.has(name) || DROPPED.has(name)) return end;
  scan.place.from = at;
  scan.place.to = end;
  scan.atLineStart = BLOCKS.has(name);
  scan.out.push(scan.open.close(name));
  return end;
}

function startTag(scan: Scan, at: number): number {
  const end = findTagEnd(scan.source, at + 1);
  const name = tagName(scan.source, at + 1);
  const tag = scan.source.slice(at, end);
  scan.breaks = name === 'br' ? scan.breaks + 1 : 0;
  if (scan.breaks > 2) return end;
  scan.place.from = at;
  scan.place.to = end;
  if (!UNSEEN.has(name)) scan.atLineStart = BLOCKS.has(name);
  if (RAW.has(name)) return rawElement(scan, name, tag, end);
  if (DROPPED.has(name)) return skipElement(scan, name, end);
  if (name === 'noscript') return noscript(scan, end);
  if (name === 'html') scan.rootAttributes = readAttributes(tag, true).slice(5, -1);
  if (!FRAME.has(name)) scan.out.push(scan.open.open(name, () => readAttributes(tag, scan.all)));
  return end;
}

function tagName(source: string, from: number): string {
  let end = from;
  while (isNamePart(source.charCodeAt(end))) end++;
  return source.slice(from, end).toLowerCase();
}

function rawElement(scan: Scan, name: string, tag: string, from: number): number {
  const close = textEnd(scan.source, name, from);
  const content = scan.source.slice(from, close);
  if (name === 'script') keepScript(scan, tag, content);
  else if (name === 'style') scan.page.styles++;
  else if (name === 'xmp') scan.out.push(`<pre>${content.replaceAll('<', '&lt;')}</pre>`);
  else if (name === 'title') scan.out.push(`<title>${content.replaceAll('<', '&lt;')}</title>`);
  const end = after(scan.source, '>', close);
  scan.spans?.left(name, scan.place.from, end, tag);
  return end;
}

/** Scripts go, but for what they say in words: JSON-LD, and formulas that MathJax would have drawn. */
function keepScript(scan: Scan, tag: string, content: string): void {
  const type = /\btype\s*=\s*["']?\s*([^"'\s>]+)/i.exec(tag)?.[1]?.toLowerCase() ?? '';
  if (type === 'application/ld+json' && scan.page.jsonLd.length < MAX_JSON_LD) scan.page.jsonLd.push(content);
  else if (type.startsWith('math/tex')) scan.out.push(formula(content, type + tag));
  else if (type !== 'application/ld+json') scan.page.scripts++;
}

function formula(tex: string, kind: string): string {
  const text = tex.trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<math display="${/mode\s*=\s*display/.test(kind) ? 'block' : 'inline'}" alttext="${text.replaceAll('"', '&quot;')}"></math>`;
}

/** A drawing may hold another; one that is never closed loses its own tag only, not the rest of the page. */
function skipElement(scan: Scan, name: string, from: number): number {
  if (scan.unclosed.has(name)) return from;
  const start = scan.place.from;
  const tags = new RegExp(`<(/?)${name}(?=[\\s/>])`, 'gi');
  tags.lastIndex = from;
  if (scan.source.endsWith('/>', from)) return from;
  for (let depth = 1; depth > 0;) {
    const found = tags.exec(scan.source);
    if (!found) {
      scan.unclosed.add(name);
      return from;
    }
    depth += found[1] === '' ? 1 : -1;
  }
  const end = after(scan.source, '>', tags.lastIndex);
  scan.spans?.left(name, start, end, '');
  return end;
}

/** Without scripts a reader sees it, but it says "turn scripts on"; only the picture of a lazy image is worth it. */
function noscript(scan: Scan, from: number): number {
  if (scan.unclosed.has('noscript')) return from;
  const close = textEnd(scan.source, 'noscript', from);
  if (close === scan.source.length) scan.unclosed.add('noscript');
  const content = scan.source.slice(from, close);
  const image = /<img\s[^>]*>/i.exec(content)?.[0];
  if (image && content.replace(/<[^>]*>/g, '').trim() === '') {
    scan.out.push(image.replace(/^<img/i, '<img data-noscript'));
    scan.spans?.left('img', scan.place.from, close, '');
  }
  return close === scan.source.length ? from : after(scan.source, '>', close);
}
