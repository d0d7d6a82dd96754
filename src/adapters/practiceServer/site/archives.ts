import type { Article, Listing, SiteContent } from './content.ts';
import { spellDate } from './renderPage.ts';

const templates = ['actualite', 'fiche', 'deliberation', 'magazine'] as const;
const themes = ['Fréquentation', 'Travaux', 'Vie du réseau', 'Questions des voyageurs', 'Chantiers', 'Le mot du dépôt'];

const archiveListing: Listing = {
  path: '/archives',
  title: 'Archives du réseau',
  description: 'Les bulletins hebdomadaires du réseau Orva, depuis 2016.',
  lead: 'Chaque semaine, la régie publie un bulletin : les nouvelles du réseau, les chantiers, les réponses aux voyageurs.',
  from: ['/archives/'],
  page_size: 50,
};

/** The site with `count` generated bulletins at `/archives/0001` …, each different, the same in every process. */
export function withArchives(content: SiteContent, count: number): SiteContent {
  if (count === 0) return content;
  const paragraphs = content.articles.filter(article => article.language === 'fr').flatMap(plainParagraphs);
  const bulletins = Array.from({ length: count }, (_, index) => composeBulletin(index + 1, paragraphs));
  const footer = content.site.footer.map((column, index) =>
    index === 2
      ? { ...column, links: [...column.links, { label: archiveListing.title, path: archiveListing.path }] }
      : column,
  );
  const site = { ...content.site, footer, listings: [...content.site.listings, archiveListing] };
  return { ...content, site, articles: [...content.articles, ...bulletins] };
}

/** Paragraphs without a link: a bulletin must add no dead link to those of the site. */
function plainParagraphs(article: Article): string[] {
  const found = article.body.match(/<p>[\s\S]*?<\/p>/g) ?? [];
  return found.filter(paragraph => !paragraph.includes('<a ') && paragraph.length > 120);
}

function composeBulletin(number: number, paragraphs: readonly string[]): Article {
  const random = seededRandom(number);
  const below = (limit: number): number => Math.floor(random() * limit);
  const theme = themes[below(themes.length)] ?? 'Fréquentation';
  const date = weekBefore(number);
  const count = 6 + below(6);
  const chosen = Array.from({ length: count }, () => paragraphs[below(paragraphs.length)] ?? '');
  const travellers = 400_000 + below(400_000);
  const opening = `<p class="chapo">Bulletin n° ${number}, semaine du ${spellDate(date)} : ${travellers} voyages validés, ${below(90) + 10} appels à Allô Orva par jour et ${below(12)} rames immobilisées.</p>`;
  return {
    slug: `archive-${pad(number)}`,
    path: `/archives/${pad(number)}`,
    alsoAt: undefined,
    title: `${theme} : bulletin n° ${number} du ${spellDate(date)}`,
    description: `Le bulletin du réseau Orva, semaine du ${spellDate(date)}.`,
    author: 'Régie Orva',
    published: date,
    modified: date,
    template: templates[number % templates.length] ?? 'actualite',
    section: 'Archives',
    language: 'fr',
    charset: 'utf-8',
    related: [`archive-${pad(number + 1)}`],
    body: [opening, ...chosen.map((text, index) => (index % 3 === 0 ? heading(index / 3, theme) + text : text))].join(
      '\n',
    ),
  };
}

const pad = (number: number): string => String(number).padStart(4, '0');

const heading = (index: number, theme: string): string =>
  `<h2>${['À la une', theme, 'En bref', 'Le saviez-vous ?'][index] ?? theme}</h2>\n`;

/** Bulletin 1 is of Monday 1 June 2026; each further one is a week older. */
function weekBefore(number: number): string {
  return new Date(Date.UTC(2026, 5, 1) - (number - 1) * 7 * 86_400_000).toISOString().slice(0, 10);
}

/** Mulberry32 (public domain, T. Ettinger): small, and equal on every machine. */
function seededRandom(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
