import type { Article, Link, Listing, SiteContent } from './content.ts';
import { fillTemplate, type View } from './fillTemplate.ts';

const months = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ');

const schemaTypes = new Map([
  ['actualite', 'NewsArticle'],
  ['fiche', 'WebPage'],
  ['deliberation', 'Legislation'],
  ['magazine', 'BlogPosting'],
]);

/** `2026-09-03` → `3 septembre 2026`. */
export function spellDate(date: string): string {
  const [year = '', month = '1', day = '1'] = date.split('-');
  return `${Number(day) === 1 ? '1er' : Number(day)} ${months[Number(month) - 1]} ${year}`;
}

/** `<` is written as an escape so that no text of ours can end the script element it stands in. */
const scriptJson = (value: unknown): string => JSON.stringify(value, null, 1).replaceAll('<', '\\u003c');

/** An article in its template: pure, the same bytes in every process and on every port (addresses are root-relative). */
export function renderArticle(content: SiteContent, article: Article): string {
  const listing = listingOf(content, article.path);
  const crumbs: Link[] = listing ? [{ label: listing.title, path: listing.path }] : [];
  return fill(content, article.template, {
    ...frame(content, article, crumbs),
    charset: article.charset,
    language: article.language,
    author: article.author,
    section: article.section,
    published: article.published,
    publishedText: spellDate(article.published),
    modifiedText: spellDate(article.modified),
    body: withInset(article, relatedLinks(content, article)),
    contents: contentsOf(article.body),
    related: relatedLinks(content, article),
    jsonLd: scriptJson(describeForMachines(content, article)),
  });
}

/** Page `number` (from 1) of a listing. */
export function renderListing(content: SiteContent, listing: Listing, number: number): string {
  const items = listed(content, listing);
  const from = (number - 1) * listing.page_size;
  return fill(content, 'liste', {
    ...frame(content, listing, []),
    number: String(number),
    lead: listing.lead,
    empty: items.length === 0,
    items: items.slice(from, from + listing.page_size).map(itemView),
    pages: pageLinks(listing, Math.ceil(items.length / listing.page_size), number),
  });
}

/** A page that has no text until its scripts run. */
export function renderScriptPage(
  content: SiteContent,
  page: { readonly path: string; readonly title: string },
): string {
  return fill(content, 'appli', {
    ...frame(content, { ...page, description: page.title }, []),
    state: scriptJson({ menu: content.site.menu, traffic: content.site.traffic }),
  });
}

/** The articles of a listing, newest first; of two on one day, in the order of their paths. */
export function listed(content: SiteContent, listing: Listing): Article[] {
  return content.articles
    .filter(article => listing.from.some(prefix => article.path.startsWith(prefix)))
    .sort((a, b) => b.published.localeCompare(a.published) || a.path.localeCompare(b.path));
}

function fill(content: SiteContent, template: string, view: View): string {
  const text = content.templates.get(template);
  if (text === undefined) throw new Error(`No template ${template}.html`);
  return fillTemplate(text, view);
}

/** What surrounds every page, whatever its template. */
function frame(
  { site }: SiteContent,
  page: { readonly path: string; readonly title: string; readonly description: string },
  crumbs: readonly Link[],
): View {
  return {
    charset: 'utf-8',
    language: 'fr',
    siteName: site.name,
    title: page.title,
    description: page.description,
    path: page.path,
    crumbs: crumbs.map(linkView),
    menu: site.menu.map(entry => ({ ...linkView(entry), columns: entry.columns.map(columnView) })),
    footer: site.footer.map(columnView),
    quick: site.quick.map(linkView),
    issues: site.issues.map(linkView),
    tags: site.tags.map(linkView),
    traffic: site.traffic.map(line => ({ ...line })),
    cookies: site.cookies.map(cookie => ({ ...cookie })),
    partners: site.partners.map(partner => ({ ...partner })),
    comments: site.comments.map(comment => ({ ...comment })),
    settings: scriptJson({ page: page.path, title: page.title, consent: site.cookies, partners: site.partners }),
  };
}

const linkView = (link: Link): View => ({ label: link.label, target: link.path });

const columnView = (column: { readonly title: string; readonly links: readonly Link[] }): View => ({
  columnTitle: column.title,
  links: column.links.map(linkView),
});

const itemView = (article: Article): View => ({
  itemTitle: article.title,
  itemText: article.description,
  itemSection: article.section,
  itemDate: spellDate(article.published),
  target: article.path,
});

function listingOf(content: SiteContent, path: string): Listing | undefined {
  return content.site.listings.find(listing => listing.path !== '/' && path.startsWith(`${listing.path}/`));
}

function relatedLinks(content: SiteContent, article: Article): View[] {
  return article.related.flatMap(slug => content.articles.filter(other => other.slug === slug).map(itemView));
}

/** The table of contents beside a page: its h2 that have an id. */
function contentsOf(body: string): View[] {
  return [...body.matchAll(/<h2 id="([^"]+)">([^<]+)<\/h2>/g)].map(([, id = '', label = '']) => ({
    label: label.replaceAll('&amp;', '&'),
    target: `#${id}`,
  }));
}

/** News and magazine pages break their text with a box before the third heading, as real ones do. */
function withInset(article: Article, related: readonly View[]): string {
  const first = related[0];
  if (!first || !['actualite', 'magazine'].includes(article.template)) return article.body;
  const inset = fillTemplate(
    '<div class="encart encart--relance"><span class="encart__titre">À lire aussi</span> <a href="{{target}}">{{itemTitle}}</a></div>\n',
    first,
  );
  let headings = 0;
  return article.body.replace(/<h2/g, tag => (++headings === 3 ? inset + tag : tag));
}

function pageLinks(listing: Listing, count: number, current: number): View[] {
  return Array.from({ length: count > 1 ? count : 0 }, (_, index) => ({
    label: String(index + 1),
    target: index === 0 ? listing.path : `${listing.path}?page=${index + 1}`,
    current: index + 1 === current,
  }));
}

function describeForMachines({ site }: SiteContent, article: Article): unknown {
  return {
    '@context': 'https://schema.org',
    '@type': schemaTypes.get(article.template) ?? 'WebPage',
    headline: article.title,
    description: article.description,
    inLanguage: article.language,
    datePublished: article.published,
    dateModified: article.modified,
    author: { '@type': 'Organization', name: article.author },
    publisher: { '@type': 'GovernmentOrganization', name: site.name },
    mainEntityOfPage: article.path,
    articleSection: article.section,
    isAccessibleForFree: true,
  };
}
