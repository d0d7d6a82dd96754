/**
 * Takes out what a page says of itself to be no content: elements and roles made for it, and class and id tokens.
 * Small bounds on text and prose keep an article whose wrapper has an unlucky name.
 */
import type { RemovalReason } from './removals.ts';
import { CONTENT_TOKEN, TOKEN_REASONS } from './boilerplateWords.ts';
import { isHidden, isCallout, isInside, roleReason } from './elementKinds.ts';
import { linkDensity, textOf, type TextSize, type TextSizes } from './measureText.ts';
import type { Removals } from './removals.ts';

export type Pruning = {
  sizes: TextSizes;
  /** Elements that the user wants kept, and all that hold one. */
  kept: ReadonlySet<Element>;
  holdsKept: ReadonlySet<Element>;
  removals: Removals;
  /** Characters of the whole body. */
  total: number;
};

export function pruneBoilerplate(body: Element, pruning: Pruning): void {
  for (const child of [...body.children]) prune(child, pruning);
}

function prune(element: Element, pruning: Pruning): void {
  if (pruning.kept.has(element)) return;
  const reason = reasonOf(element, pruning);
  if (reason === null) pruneBoilerplate(element, pruning);
  else condemn(element, reason, pruning);
}

/** Removes an element, or all of it but what is kept. */
function condemn(element: Element, reason: RemovalReason, pruning: Pruning): void {
  if (pruning.kept.has(element)) return;
  if (!pruning.holdsKept.has(element)) return pruning.removals.remove(element, reason);
  for (const child of [...element.children]) condemn(child, reason, pruning);
}

function reasonOf(element: Element, pruning: Pruning): RemovalReason | null {
  const size = pruning.sizes.of(element);
  const share = pruning.total === 0 ? 0 : size.text / pruning.total;
  if (isHidden(element)) return share < 0.5 ? 'hidden' : null;
  const byTag = tagReason(element, size);
  // A dialog says more by its class: most of them ask for cookies.
  if (byTag) return share < 0.6 ? ((byTag === 'sidebar' ? tokenReason(element) : null) ?? byTag) : null;
  if (/^(?:BODY|MAIN|H[1-6]|PRE|CODE|TD|TH|TR|TBODY|TABLE|IMG|BR|HR|MATH)$/.test(element.tagName)) return null;
  if (isInside(element, 'TABLE PRE CODE')) return null;
  const byToken = tokenReason(element);
  return byToken && isPlausible(byToken, element, { size, share }) ? byToken : null;
}

function tagReason(element: Element, size: TextSize): RemovalReason | null {
  const byRole = roleReason(element);
  if (byRole) return byRole;
  switch (element.tagName) {
    case 'NAV':
      return 'navigation';
    case 'FOOTER':
      return isInside(element, 'BLOCKQUOTE FIGURE') ? null : 'footer';
    case 'HEADER':
      return isInside(element, 'MAIN ARTICLE SECTION') || element.querySelector('h1') ? null : 'navigation';
    case 'ASIDE':
      return isCallout(element, size) ? null : 'sidebar';
    case 'FORM':
    case 'FIELDSET':
      return size.prose > 300 || (linkDensity(size) < 0.1 && size.text > 800) ? null : 'form';
    case 'DIALOG':
      return 'sidebar';
    case 'BUTTON':
      return isInside(element, 'H1 H2 H3 H4 H5 H6 SUMMARY DT') || element.hasAttribute('aria-expanded') ? null : 'form';
    case 'INPUT':
      return element.getAttribute('type') === 'checkbox' && isInside(element, 'LI') ? null : 'form';
    case 'SELECT':
    case 'TEXTAREA':
    case 'DATALIST':
      return 'form';
    default:
      return null;
  }
}

function tokenReason(element: Element): RemovalReason | null {
  return namedReason(element)?.reason ?? null;
}

/** What a class or the id of an element says that it is, and which one says so. */
export function namedReason(element: Element): { reason: RemovalReason; name: string } | null {
  const tokens = tokensOf(element);
  if (element.getAttribute('itemprop') === 'articleBody' || tokens.some(token => CONTENT_TOKEN.test(token)))
    return null;
  for (const name of tokens) {
    const found = TOKEN_REASONS.find(([, pattern]) => pattern.test(name));
    if (found) return { reason: found[0], name };
  }
  return null;
}

/** Classes and the id, in kebab case: `shareButtons`, `share_buttons` and `post__share` are written alike. */
function tokensOf(element: Element): string[] {
  const classes = (element.getAttribute('class') ?? '').split(/\s+/);
  const id = element.getAttribute('id') ?? '';
  const names = isSlugOfHeading(element, id) ? classes : [...classes, id];
  return names.filter(name => name !== '' && name.length < 80).flatMap(spellings);
}

/** The part after "__" is a name of its own (BEM): `card__share`. */
function spellings(name: string): string[] {
  const part = name.split('__')[1];
  return part === undefined ? [kebab(name)] : [kebab(name), kebab(part)];
}

function kebab(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/[_:]+|-{2,}/g, '-')
    .toLowerCase();
}

/** Documentation writes `<section id="navigation"><h2>Navigation</h2>`: such an id is a subject, not a role. */
function isSlugOfHeading(element: Element, id: string): boolean {
  const heading = element.firstElementChild;
  if (id === '' || !heading || !/^H[1-6]$/.test(heading.tagName)) return false;
  return (
    kebab(id).replaceAll('-', '') ===
    textOf(heading)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
  );
}

type Bounds = {
  /** Most characters. */
  text?: number;
  /** Most characters of unlinked prose. */
  prose?: number;
  /** Largest part of the page. */
  share: number;
};

/** An element beyond these is content with an unlucky name. */
const BOUNDS: Record<RemovalReason, Bounds> = {
  script: { share: 1 },
  style: { share: 1 },
  outside_main: { share: 1 },
  form: { prose: 700, share: 0.3 },
  hidden: { text: 300, share: 0.3 },
  navigation: { prose: 400, share: 0.5 },
  cookie_banner: { text: 6000, share: 0.6 },
  share: { text: 500, prose: 200, share: 0.3 },
  related: { prose: 2500, share: 0.5 },
  newsletter: { text: 1500, prose: 700, share: 0.35 },
  comments: { share: 0.75 },
  footer: { prose: 1500, share: 0.4 },
  advert: { text: 1200, prose: 600, share: 0.3 },
  tags: { text: 600, prose: 150, share: 0.3 },
  byline: { text: 700, prose: 450, share: 0.25 },
  sidebar: { prose: 3000, share: 0.4 },
};

function isPlausible(
  reason: RemovalReason,
  element: Element,
  { size, share }: { size: TextSize; share: number },
): boolean {
  const bounds = BOUNDS[reason];
  if (share > bounds.share || size.text > (bounds.text ?? Infinity) || size.prose > (bounds.prose ?? Infinity))
    return false;
  // Old layouts call every part "left", "top" or "header"; the one with the heading is the page.
  if (/^(?:sidebar|navigation|footer|byline|tags)$/.test(reason) && element.querySelector('h1')) return false;
  // "Dates" above a list or a table is a subject; so is a long box of prose inside the article.
  if (reason === 'byline' && element.querySelector('h2,h3,h4') && element.querySelector('li,tr,dt')) return false;
  if (reason === 'sidebar' && size.prose > 400 && linkDensity(size) < 0.2 && isInside(element, 'ARTICLE MAIN'))
    return false;
  // Blocks of other pages are made of links; prose without links is somebody's text.
  if (/^(?:related|navigation|tags)$/.test(reason) && size.prose > 200 && linkDensity(size) < 0.2) return false;
  if (/^(?:ARTICLE|SECTION)$/.test(element.tagName) && size.prose > 800 && reason !== 'comments') return false;
  return !isPartOfSentence(element);
}

/** `<p>Le <span class="date">12 mars</span>, le conseil…</p>`: taking it out would tear the sentence. */
function isPartOfSentence(element: Element): boolean {
  const parent = element.parentNode;
  if (!parent || !/^(?:SPAN|A|TIME|EM|STRONG|B|I|ABBR|CITE)$/.test(element.tagName)) return false;
  const around = textOf(parent).length - textOf(element).length;
  return /^(?:P|LI|DD|DT|BLOCKQUOTE|FIGCAPTION|EM|STRONG|H[1-6])$/.test(parent.nodeName) && around > 10;
}
