/** Title, language, author and date, from what pages declare: JSON-LD, Open Graph, Dublin Core, HTML itself. */
import { textOf } from './measureText.ts';
import { readJsonLd } from './readJsonLd.ts';
import { readTime } from './readTime.ts';
import { headingText, letters, tidy } from './titleText.ts';

export type PageMetadata = {
  title: string;
  language: string | null;
  author: string | null;
  published: string | null;
  /** What relative addresses are relative to, or null. */
  base: string | null;
};

export function readMetadata(document: Document, jsonLd: readonly string[], url: string | undefined): PageMetadata {
  const meta = readMetas(document);
  const linked = readJsonLd(jsonLd);
  return {
    title: readTitle(document, meta, linked.headline),
    language: readLanguage(document, meta, linked.language),
    author: linked.author ?? readAuthor(document, meta),
    published: readTime(linked.published) ?? readPublished(document, meta),
    base: absoluteBase(document.querySelector('base[href]')?.getAttribute('href'), url),
  };
}

type Metas = ReadonlyMap<string, string>;

function readMetas(document: Document): Metas {
  const metas = new Map<string, string>();
  for (const meta of document.querySelectorAll('meta[content]')) {
    const name =
      meta.getAttribute('property') ??
      meta.getAttribute('name') ??
      meta.getAttribute('itemprop') ??
      meta.getAttribute('http-equiv');
    const content = tidy(meta.getAttribute('content') ?? '');
    const key = name?.toLowerCase();
    if (key && content !== '' && !metas.has(key)) metas.set(key, content);
  }
  return metas;
}

function first(meta: Metas, names: readonly string[]): string | null {
  for (const name of names) {
    const value = meta.get(name);
    if (value !== undefined) return value;
  }
  return null;
}

/** The page's own heading when the window title agrees with it; else what is declared, without the site's name. */
function readTitle(document: Document, meta: Metas, headline: string | null): string {
  const whole = tidy(document.querySelector('title')?.textContent ?? '');
  const declared =
    first(meta, ['og:title', 'twitter:title', 'dc.title', 'dcterms.title', 'citation_title']) ?? headline;
  const headings = [...document.querySelectorAll('h1')]
    .map(heading => tidy(headingText(heading)))
    .filter(text => text !== '');
  const heading =
    headings.find(text => agrees(whole, text) || agrees(declared ?? '', text)) ??
    (headings.length === 1 ? headings[0] : null);
  return heading ?? withoutSite(declared ?? whole, meta.get('og:site_name') ?? '');
}

function agrees(title: string, heading: string): boolean {
  const [whole, part] = [letters(title), letters(heading)];
  return part.length > 3 && (whole.includes(part) || (whole.length > 3 && part.includes(whole)));
}

function withoutSite(title: string, site: string): string {
  const parts = title.split(/\s+[|–—·»•-]\s+|\s+::\s+/);
  if (parts.length < 2) return title;
  if (site !== '' && letters(parts.at(-1) ?? '') === letters(site))
    return title.slice(0, title.lastIndexOf(parts.at(-1) ?? '')).replace(/\s+\S+\s*$/, '');
  const longest = parts.reduce((a, b) => (b.length > a.length ? b : a));
  return longest === parts[0] && longest.length > title.length / 2 ? longest : title;
}

function readLanguage(document: Document, meta: Metas, linked: string | null): string | null {
  const root = document.documentElement;
  const said =
    root.getAttribute('lang') ||
    root.getAttribute('xml:lang') ||
    first(meta, ['content-language', 'dc.language', 'language', 'og:locale']) ||
    linked;
  const tag = said?.split(/[,;]/)[0]?.trim().replaceAll('_', '-') ?? '';
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag) ? tag : null;
}

const AUTHOR_ELEMENTS =
  '[itemprop="author"] [itemprop="name"],[itemprop="author"],a[rel="author"],[rel="author"],.byline .author,.author-name,.p-author,.byline';

function readAuthor(document: Document, meta: Metas): string | null {
  const declared = first(meta, [
    'author',
    'article:author',
    'dc.creator',
    'dcterms.creator',
    'citation_author',
    'parsely-author',
    'byl',
    'sailthru.author',
  ]);
  if (declared && !/^https?:/.test(declared)) return cleanAuthor(declared);
  const element = document.querySelector(AUTHOR_ELEMENTS);
  return element ? cleanAuthor(element.getAttribute('content') ?? textOf(element)) : null;
}

function cleanAuthor(text: string): string | null {
  const name = tidy(text)
    .replace(/^(?:par|by|de|écrit par|written by|posted by|publié par)\s*:?\s+/i, '')
    .replace(/\s*[|•·,–—-]?\s*(?:publié|published|posted|le \d|\d{1,2}[ /.]|le\s).*$/i, '');
  return name !== '' && name.length <= 100 ? name : null;
}

function readPublished(document: Document, meta: Metas): string | null {
  const names = [
    'article:published_time',
    'og:article:published_time',
    'datepublished',
    'date',
    'dc.date',
    'dc.date.issued',
    'dcterms.date',
    'dcterms.created',
    'citation_publication_date',
    'parsely-pub-date',
    'pubdate',
    'sailthru.date',
    'publish-date',
  ];
  for (const name of names) {
    const time = readTime(meta.get(name) ?? null);
    if (time) return time;
  }
  const element = document.querySelector(
    '[itemprop="datePublished"],time[pubdate],article time[datetime],header time[datetime],time[datetime]',
  );
  return readTime(element?.getAttribute('datetime') ?? element?.getAttribute('content') ?? null);
}

function absoluteBase(href: string | null | undefined, url: string | undefined): string | null {
  if (!href) return url ?? null;
  try {
    return new URL(href, url).href;
  } catch {
    return url ?? null;
  }
}
