/**
 * One HTML page to clean Markdown: scan, parse, say what the page says of itself, take out what is not its subject,
 * write. Pure: the same page and options give the same bytes.
 */
import type { Conversion, ConversionOptions } from '../model/conversion.ts';
import { cutTails } from './conversion/cutTails.ts';
import { measureText, textOf } from './conversion/measureText.ts';
import { pruneBoilerplate } from './conversion/pruneBoilerplate.ts';
import { parsePage, voteForArticle } from './conversion/readArticle.ts';
import { readMetadata } from './conversion/readMetadata.ts';
import { recordRemovals, type Removals } from './conversion/removals.ts';
import { scanHtml } from './conversion/scanHtml.ts';
import { selectMain } from './conversion/selectMain.ts';
import { tidyContent } from './conversion/tidyContent.ts';
import { escapeMarkdown } from './conversion/escapeMarkdown.ts';
import { takeTitle } from './conversion/takeTitle.ts';
import { wrapLooseText } from './conversion/wrapLooseText.ts';
import { writeMarkdown } from './conversion/writeMarkdown.ts';

export function convertHtml(html: string, options: ConversionOptions): Conversion {
  const page = scanHtml(html);
  const document = parsePage(page.html);
  const metadata = readMetadata(document, page.jsonLd, options.url);
  for (const element of document.querySelectorAll('title,meta,link,base')) element.remove();
  const skipped = skipReason(document.body, page.scripts);
  if (skipped) return { outcome: 'skipped', reason: skipped, title: metadata.title };
  const removals = recordRemovals();
  removals.count('script', page.scripts);
  removals.count('style', page.styles);
  const root = options.mainContent ? mainContent(document, options.keep, removals) : document.body;
  takeTitle(root, metadata.title);
  tidyContent(root, metadata);
  const markdown = writeMarkdown(root.innerHTML);
  const { title, language, author, published } = metadata;
  const body = title === '' ? markdown : `# ${escapeMarkdown(title)}\n\n${markdown}`;
  return {
    outcome: 'converted',
    title,
    markdown: `${body.trim()}\n`,
    language,
    author,
    published,
    removed: removals.list(),
  };
}

/** Characters under which a page with scripts says nothing: "Loading…", "Please enable JavaScript". */
const ALMOST_NOTHING = 80;

function skipReason(body: Element, scripts: number): 'empty_page' | 'script_only' | null {
  const text = textOf(body);
  const hasPicture = body.querySelector('img,math') !== null;
  if (text === '' && !hasPicture) return scripts > 0 ? 'script_only' : 'empty_page';
  const isShell =
    text.length < ALMOST_NOTHING && !body.querySelector('p,h1,h2,h3,li,td,article,img') && hasAppRoot(body);
  return scripts > 0 &&
    (isShell || /^.{0,40}(?:enable|activer|requires?|nécessite) (?:le )?javascript.{0,80}$/i.test(text))
    ? 'script_only'
    : null;
}

/** Where frameworks mount: an element with an id that is empty or says that it loads. */
function hasAppRoot(body: Element): boolean {
  return [...body.querySelectorAll('[id]')].some(
    element =>
      /^(?:app|root|__next|__nuxt|main|svelte|q-app|gatsby)$|-(?:app|root)$/i.test(element.id) &&
      textOf(element).length < ALMOST_NOTHING,
  );
}

function mainContent(document: Document, keep: readonly string[], removals: Removals): Element {
  const body = document.body;
  const kept = new Set(keep.flatMap(selector => [...body.querySelectorAll(selector)]));
  const holdsKept = ancestorsOf(kept);
  const sizes = measureText(body);
  pruneBoilerplate(body, { sizes, kept, holdsKept, removals, total: sizes.of(body).text });
  wrapLooseText(body);
  const votes = voteForArticle(document);
  const root = votes
    ? selectMain(body, { votes: new Set([...votes, ...kept]), kept, sizes: measureText(body), removals })
    : body;
  cutTails(root, { kept, removals });
  return root;
}

function ancestorsOf(elements: ReadonlySet<Element>): Set<Element> {
  const ancestors = new Set<Element>();
  for (const element of elements) {
    for (let parent = element.parentElement; parent && !ancestors.has(parent); parent = parent.parentElement)
      ancestors.add(parent);
  }
  return ancestors;
}
