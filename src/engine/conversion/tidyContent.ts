/** Rewrites the article's elements to what Markdown can say, before it is written: links, pictures, folds, code. */
import { chooseImage } from './chooseImage.ts';
import { isInside } from './elementKinds.ts';
import { textOf } from './measureText.ts';
import { remake, unwrap } from './moveNodes.ts';
import { linkFootnotes } from './linkFootnotes.ts';
import { regularTables } from './regularTables.ts';
import { tidyCode } from './tidyCode.ts';
import { tidyDefinitions } from './tidyDefinitions.ts';
import { writeScripts } from './writeScripts.ts';

export type Tidying = { base: string | null; language: string | null };

export function tidyContent(root: Element, { base, language }: Tidying): void {
  tidyCode(root);
  linkFootnotes(root);
  tidyImages(root, base);
  tidyLinks(root, base);
  tidyHeadings(root);
  tidyFolds(root);
  quoteInline(root, language);
  spellAbbreviations(root);
  writeScripts(root);
  tidyDefinitions(root, language);
  regularTables(root);
  numberItems(root);
}

function tidyImages(root: Element, base: string | null): void {
  const seen = new Set<string>();
  for (const image of [...root.querySelectorAll('img')]) {
    const address = absolute(chooseImage(image), base);
    const repeats = image.hasAttribute('data-noscript') && seen.has(address ?? '');
    if (address === null || repeats || isDecoration(image)) image.remove();
    else {
      image.setAttribute('src', address);
      seen.add(address);
    }
  }
}

/** An empty alt says so (HTML 4.8.4.4); in a figure or a link the picture is the point all the same. */
function isDecoration(image: Element): boolean {
  return image.getAttribute('alt')?.trim() === '' && !isInside(image, 'FIGURE A');
}

function tidyLinks(root: Element, base: string | null): void {
  for (const link of [...root.querySelectorAll('a')]) {
    const address = linkAddress(link.getAttribute('href'), base);
    const silent = textOf(link) === '' && !link.querySelector('img');
    if (silent || isPermalink(link)) link.remove();
    else if (address === null) unwrap(link);
    else link.setAttribute('href', address);
  }
}

/** The "¶" beside a heading. */
function isPermalink(link: Element): boolean {
  return /^[¶#§🔗\s]*$/u.test(textOf(link)) && !link.querySelector('img');
}

/** null: a link that leads nowhere outside this page, so only its text counts. */
function linkAddress(href: string | null, base: string | null): string | null {
  const address = href?.trim() ?? '';
  if (
    address === '' ||
    address.startsWith('#') ||
    /^(?:javascript|vbscript|data|blob|about):/i.test(address.replace(/[\s\u0000-\u001f]+/g, ''))
  ) {
    return null;
  }
  return absolute(address, base);
}

function absolute(address: string | null, base: string | null): string | null {
  if (address === null) return null;
  try {
    return new URL(address, base ?? undefined).href;
  } catch {
    return /\s/.test(address) ? encodeURI(address) : address;
  }
}

/** Headings are bold already, and one line; a picture alone in a heading is a picture. */
function tidyHeadings(root: Element): void {
  for (const heading of root.querySelectorAll('h1,h2,h3,h4,h5,h6')) {
    for (const bold of [...heading.querySelectorAll('strong,b,br,button')]) {
      if (bold.tagName === 'BR') bold.replaceWith(' ');
      else unwrap(bold);
    }
    if (textOf(heading) === '') unwrap(heading);
  }
}

/** Folded answers: the question as a bold line above its answer. */
function tidyFolds(root: Element): void {
  for (const summary of [...root.querySelectorAll('summary,button,legend,.admonition-title')]) {
    if (summary.querySelector('h1,h2,h3,h4,h5,h6')) {
      unwrap(summary);
      continue;
    }
    const line = summary.ownerDocument.createElement('p');
    line.append(remake(summary, 'strong'));
    summary.replaceWith(line);
  }
}

/** Numbered here in one walk: asking each item for its place in its list is quadratic. */
function numberItems(root: Element): void {
  for (const list of root.querySelectorAll('ol')) {
    const start = Number.parseInt(list.getAttribute('start') ?? '1', 10);
    let number = Number.isNaN(start) ? 1 : start;
    for (let item = list.firstElementChild; item; item = item.nextElementSibling) {
      if (item.tagName === 'LI') item.setAttribute('data-number', String(number++));
    }
  }
}

function quoteInline(root: Element, language: string | null): void {
  const [open, close] = language?.toLowerCase().startsWith('fr') ? ['«\u00a0', '\u00a0»'] : ['“', '”'];
  for (const quote of [...root.querySelectorAll('q')]) {
    quote.prepend(open);
    quote.append(close);
    unwrap(quote);
  }
}

/** The long form once, where it is not written beside already. */
function spellAbbreviations(root: Element): void {
  const spelled = new Set<string>();
  for (const abbreviation of root.querySelectorAll('abbr[title],acronym[title]')) {
    const title = abbreviation.getAttribute('title')?.trim() ?? '';
    const key = `${textOf(abbreviation)} ${title}`;
    const around = textOf(abbreviation.parentElement ?? abbreviation).toLowerCase();
    if (
      spelled.has(key) ||
      title === '' ||
      around.includes(title.toLowerCase()) ||
      isInside(abbreviation, 'PRE CODE A')
    )
      continue;
    spelled.add(key);
    abbreviation.append(` (${title})`);
  }
}
