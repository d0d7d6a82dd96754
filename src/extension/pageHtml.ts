import type { Language } from '../model/text.ts';

export interface PageHtml {
  readonly language: Language;
  readonly stage: boolean;
  readonly title: string;
  /** Where styles and pictures come from, as a CSP names it (`webview.cspSource`). */
  readonly source: string;
  /** Addresses of the page's own script and style sheet. */
  readonly script: string;
  readonly style: string;
  /** Fresh for each page. */
  readonly nonce: string;
}

/** Nothing loads but our own; nothing runs but what carries the nonce. `data:` is a diagram on its way to a PNG. */
const policyOf = ({ source, nonce }: Pick<PageHtml, 'source' | 'nonce'>): string =>
  `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${source}; img-src ${source} data:`;

/** The one HTML shell, for panels, for views in the side bar and for a plain browser. */
export function pageHtml(page: PageHtml): string {
  const [policy, title, script, style] = [policyOf(page), page.title, page.script, page.style].map(escapeHtml);
  return `<!doctype html>
<html lang="${page.language}"${page.stage ? ' class="stage"' : ''}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<link rel="stylesheet" href="${style}">
<script nonce="${page.nonce}" src="${script}" defer></script>
</head>
<body></body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, mark => ENTITIES[mark] ?? mark);
