import { createHash } from 'node:crypto';
import type { Exchange } from '../practiceServer.ts';
import { sendText } from '../send.ts';
import type { EventStore } from './eventStore.ts';
import { apiFaultNames } from './faultCatalogue.ts';
import { sendRows } from './sendRows.ts';

interface Endpoint {
  readonly path: string;
  readonly example: string;
  readonly en: string;
  readonly fr: string;
}

const ENDPOINTS: readonly Endpoint[] = [
  {
    path: '/events/page',
    example: '/events/page?_page=1&_limit=100',
    en: 'By page number',
    fr: 'Par numéro de page',
  },
  {
    path: '/events/offset',
    example: '/events/offset?offset=0&limit=100',
    en: 'By position',
    fr: 'Par position',
  },
  {
    path: '/events/cursor',
    example: '/events/cursor?limit=100',
    en: 'By the token of next_cursor; the rows are in data',
    fr: 'Par le jeton de next_cursor ; les lignes sont dans data',
  },
  {
    path: '/events/keyset',
    example: '/events/keyset?after_id=1100&limit=100',
    en: 'By the last id received',
    fr: 'Par le dernier identifiant reçu',
  },
  {
    path: '/events/link',
    example: '/events/link?limit=100',
    en: 'By the header Link, rel="next"',
    fr: 'Par l’en-tête Link, rel="next"',
  },
  {
    path: '/events',
    example: '/events?start_date=2026-03-28&end_date=2026-03-29',
    en: 'In the style of its parameters; days (both inclusive) work everywhere',
    fr: 'Dans le style de ses paramètres ; les jours (bornes comprises) valent partout',
  },
  {
    path: '/events',
    example: '/events?since=2026-03-31T00:00:00Z&big_ids=1',
    en: 'Changed since a time; ids beyond 2^53',
    fr: 'Modifiés depuis un instant ; identifiants au-delà de 2^53',
  },
  { path: '/events/ID', example: '/events/1001', en: 'One event', fr: 'Un événement' },
  {
    path: '/posts',
    example: '/posts?_page=1&_limit=10',
    en: 'A hundred posts in JSONPlaceholder’s shape',
    fr: 'Cent billets à la forme de JSONPlaceholder',
  },
  {
    path: '/_faults',
    example: '/_faults',
    en: 'Faults; POST {"name", "times"} with the token switches one on',
    fr: 'Pannes ; POST {"name", "times"} avec le jeton en déclenche une',
  },
  {
    path: '/_changes',
    example: '/_changes',
    en: 'POST {"insert": 3, "update": 10, "delete": 1} with the token changes rows',
    fr: 'POST {"insert": 3, "update": 10, "delete": 1} avec le jeton modifie des lignes',
  },
];

const WORDS = {
  en: {
    title: 'Practice API: the events of the Orva network',
    about: 'Made-up data of a town that does not exist, from 1 January to 31 March 2026. Served by this machine alone.',
    rows: 'rows',
  },
  fr: {
    title: 'API d’exercice : les événements du réseau Orva',
    about:
      'Données inventées d’une ville qui n’existe pas, du 1er janvier au 31 mars 2026. Servies par cette seule machine.',
    rows: 'lignes',
  },
};

const EVERYTHING = { startDate: undefined, endDate: undefined, since: undefined };

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:60rem;margin:2rem auto;padding:0 1rem}
td{padding:.25rem 1rem .25rem 0;vertical-align:top}
a{font-family:ui-monospace,monospace;overflow-wrap:anywhere}`;
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** What there is, as a page, or as JSON for who accepts that first. */
export function sendIndex({ request, response, url }: Exchange, store: EventStore): void {
  const rows = store.select(EVERYTHING).count;
  if (/^application\/json\b/.test(request.headers.accept ?? '')) {
    const endpoints = ENDPOINTS.map(({ path, example, en }) => ({ path, example, about: en }));
    return sendRows(response, Buffer.from(JSON.stringify({ rows, endpoints, faults: apiFaultNames })));
  }
  response.setHeader('Content-Security-Policy', POLICY);
  const language = /^fr\b/i.test(request.headers['accept-language'] ?? '') ? 'fr' : 'en';
  sendText(response, 200, drawIndex(language, rows, url.searchParams.get('token')), 'text/html; charset=utf-8');
}

function drawIndex(language: 'en' | 'fr', rows: number, token: string | null): string {
  const { title, about, rows: unit } = WORDS[language];
  const lines = ENDPOINTS.map(endpoint => {
    const text = escape(endpoint.example);
    const target =
      token === null ? text : `${text}${text.includes('?') ? '&amp;' : '?'}token=${encodeURIComponent(token)}`;
    return `<tr><td><a href="${target}">${text}</a></td><td>${escape(endpoint[language])}</td></tr>`;
  });
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>${STYLE}</style></head>
<body><h1>${title}</h1><p>${about} ${rows.toLocaleString(language)} ${unit}.</p>
<table>${lines.join('\n')}</table></body>
</html>`;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
