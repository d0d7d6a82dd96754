import { Parser } from 'htmlparser2';

// htmlparser2 10.1.0 in its XML mode, the parser that cheerio stands on (no byte more in the bundle): it streams, builds
// no tree, and knows neither DTDs nor entities of a file's own, so that none can unfold. 50 MB take about a second.

export interface Sitemap {
  /** `index`: its addresses are those of other sitemaps. Null: no sitemap at all. */
  readonly kind: 'pages' | 'index' | null;
  /** As written, white space around them gone; no more than `MOST_ADDRESSES`. */
  readonly addresses: readonly string[];
  /** The file ends before its root element does. */
  readonly isCut: boolean;
  /** How many were left out. */
  readonly over: number;
}

/** Of the protocol (sitemaps.org): in one file. */
export const MOST_ADDRESSES = 50_000;

interface Reading {
  readonly addresses: string[];
  over: number;
  isCut: boolean;
}

const KINDS: Readonly<Record<string, Sitemap['kind']>> = { urlset: 'pages', sitemapindex: 'index' };
const ENTRIES = ['url', 'sitemap'];

/** What a sitemap lists: XML as sitemaps.org has it, or a text with an address a line. */
export function readSitemap(text: string): Sitemap {
  return /^\s*</.test(text) ? readXml(text) : readLines(text);
}

/** `loc` counts where it stands in an entry itself: pictures and videos have places of their own, in other namespaces. */
function readXml(text: string): Sitemap {
  const open: string[] = [];
  const read: Reading = { addresses: [], over: 0, isCut: false };
  let kind: Sitemap['kind'] | undefined;
  let loc = '';
  const isLoc = () => open.length === 3 && open[2] === 'loc' && ENTRIES.includes(open[1] ?? '');
  const parser = new Parser(
    {
      onopentag(name) {
        open.push(localName(name));
        if (open.length === 1 && kind === undefined) kind = KINDS[open[0] ?? ''] ?? null;
        if (isLoc()) loc = '';
      },
      ontext(data) {
        if (isLoc()) loc += data;
      },
      onclosetag(_name, isImplied) {
        if (isLoc() && !isImplied) keep(read, loc.trim());
        if (isImplied) read.isCut = true;
        open.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  return kind ? { kind, ...read } : { kind: null, addresses: [], isCut: false, over: 0 };
}

/** A prefix names the namespace, and `s:loc` says the same as `loc`; those of pictures have another parent. */
const localName = (name: string): string => name.slice(name.indexOf(':') + 1).toLowerCase();

function readLines(text: string): Sitemap {
  const read: Reading = { addresses: [], over: 0, isCut: false };
  for (const line of text.split(/\r?\n|\r/)) if (/^https?:\/\//i.test(line.trim())) keep(read, line.trim());
  return { kind: read.addresses.length > 0 ? 'pages' : null, ...read };
}

function keep(read: Reading, address: string): void {
  if (address === '') return;
  if (read.addresses.length < MOST_ADDRESSES) read.addresses.push(address);
  else read.over += 1;
}
