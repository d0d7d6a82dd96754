/**
 * linkedom 0.18.14 (0.18.15 does not install): a DOM without a browser; jsdom cannot be bundled and happy-dom is
 * silently wrong. Readability 0.6.0 (Mozilla, the reader view of Firefox): which elements are the article.
 * Together 354 KB minified. Readability alone loses tables, short lists and lists of links: it
 * is asked for its opinion here, and what is kept is decided in selectMain.
 */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { INLINE } from './elementKinds.ts';

/** Numbers the elements, so that Readability's copies can be traced back. */
const MARK = 'data-iw';

/** Readability walks the text of every element again and again: 50,000 paragraphs took it five seconds. */
const MAX_ELEMENTS = 20_000;

/**
 * Below so many characters Readability tries again with less strict rules: its own 500, but less on a short page,
 * where three vain tries would cost time and bring the menus back.
 */
function enoughText(document: Document): number {
  const total = document.body.textContent?.replace(/\s+/g, ' ').length ?? 0;
  return Math.max(100, Math.min(500, Math.round(total * 0.4)));
}

export function parsePage(html: string): Document {
  return parseHTML(html).document;
}

/**
 * The block elements that Readability would keep; null when it finds no article. Inline ones are not asked about: their
 * numbers would double the cost.
 */
export function voteForArticle(document: Document): Element[] | null {
  const elements = [...document.body.querySelectorAll('*')];
  if (elements.length > MAX_ELEMENTS) return null;
  // SAFETY: cloning a document gives a document.
  const copy = document.cloneNode(true) as Document;
  [...copy.body.querySelectorAll('*')].forEach((element, index) => {
    if (!INLINE.test(element.tagName)) element.setAttribute(MARK, String(index));
  });
  const article = readArticle(copy, enoughText(document));
  if (!article) return null;
  return [...article.querySelectorAll(`[${MARK}]`)].flatMap(kept => elements[Number(kept.getAttribute(MARK))] ?? []);
}

/** Tears the document apart. Readability throws on some broken pages: no opinion then. */
function readArticle(document: Document, charThreshold: number): Element | null {
  try {
    const reader = new Readability<Node>(document, {
      charThreshold,
      disableJSONLD: true,
      keepClasses: true,
      serializer: node => node,
    });
    // SAFETY: the serializer hands back the node it is given, which is an element.
    return (reader.parse()?.content ?? null) as Element | null;
  } catch {
    return null;
  }
}
