/**
 * Finds the element that holds the article, and takes out of it what does not belong. Readability's own output
 * loses tables, short lists and lists of links; here its choice is a vote: what it kept stays, and what it dropped
 * stays too when it stands among what it kept and does not look like a block of links.
 */
import { INLINE } from './elementKinds.ts';
import { isElement, linkDensity, textOf, type TextSizes } from './measureText.ts';
import type { Removals } from './removals.ts';

export type Selection = {
  votes: ReadonlySet<Element>;
  kept: ReadonlySet<Element>;
  sizes: TextSizes;
  removals: Removals;
};

export function selectMain(body: Element, selection: Selection): Element {
  const weights = weighVotes(body, selection.votes);
  const found = descend(body, weights);
  const declared = declaredArticle(body, selection);
  // A vote for a caption or a banner while the page's own article holds far more: the page knows better.
  const isWrong = declared !== body && selection.sizes.of(declared).prose > 3 * selection.sizes.of(found).prose;
  const root = isWrong ? declared : widen(found, body, selection);
  if (!isWrong) dropStrangers(root, { ...selection, weights });
  dropOutside(root, body, selection.removals);
  return root;
}

/** What stands around the article goes with a word, as all else does. */
export function dropOutside(root: Element, body: Element, removals: Removals): void {
  for (let element = root; element !== body && element.parentElement; element = element.parentElement) {
    for (const sibling of [...element.parentElement.children]) {
      if (sibling !== element) removals.remove(sibling, 'outside_main');
    }
  }
}

type Weights = ReadonlyMap<Element, number>;
type Choice = Selection & { weights: Weights };

/** Characters of voted text below each element; inline elements share the vote of what holds them. */
function weighVotes(root: Element, votes: ReadonlySet<Element>): Weights {
  const weights = new Map<Element, number>();
  const weigh = (element: Element, isParentVoted: boolean): number => {
    const voted = votes.has(element) || (isParentVoted && INLINE.test(element.tagName));
    let sum = voted ? 1 : 0;
    for (let node = element.firstChild; node; node = node.nextSibling) {
      if (isElement(node)) sum += weigh(node, voted);
      else if (voted && node.nodeType === 3) sum += (node.nodeValue ?? '').trim().length;
    }
    weights.set(element, sum);
    return sum;
  };
  weigh(root, false);
  return weights;
}

const WRAPPER = /^(?:DIV|SECTION|ARTICLE|MAIN|BODY|FORM|CENTER|TABLE|TBODY|TR|TD|SPAN)$/;

/** The deepest element that holds all that was voted for, or half of it and the page's only heading of first rank. */
function descend(body: Element, weights: Weights): Element {
  const headings = body.querySelectorAll('h1');
  const title = headings.length === 1 ? headings[0] : null;
  const isNext = (child: Element, total: number): boolean => {
    const weight = weights.get(child) ?? 0;
    return (
      WRAPPER.test(child.tagName) && (weight >= total - 1 || (weight >= total / 2 && !!title && child.contains(title)))
    );
  };
  let element = body;
  for (;;) {
    const total = weights.get(element) ?? 0;
    const next = total > 1 ? [...element.children].find(child => isNext(child, total)) : undefined;
    if (!next) return element;
    element = next;
  }
}

/** Readability likes the innermost wrapper; the page's own article element around it also holds the lead and the end. */
function widen(root: Element, body: Element, { sizes }: Selection): Element {
  const text = sizes.of(root).text;
  let best = root;
  for (let parent = root.parentElement; parent && parent !== body; parent = parent.parentElement) {
    const size = sizes.of(parent);
    if (!isArticle(parent) || size.text > text * 2 + 400) continue;
    if (linkDensity({ ...size, text: size.text - text, linked: size.linked - sizes.of(root).linked }) < 0.4)
      best = parent;
  }
  return best;
}

const ARTICLE =
  'article,main,[role="main"],[itemprop="articleBody"],.entry-content,.post-content,.article-body,.article-content,#content';

/** The element with most prose among those that pages mark as their article; the body when they mark none. */
export function declaredArticle(body: Element, { sizes, kept }: Pick<Selection, 'sizes' | 'kept'>): Element {
  const marked = [...body.querySelectorAll(ARTICLE)].filter(element => [...kept].every(one => element.contains(one)));
  return marked.reduce(
    (best, next) => (best === body || sizes.of(next).prose > sizes.of(best).prose ? next : best),
    body,
  );
}

function isArticle(element: Element): boolean {
  return (
    /^(?:ARTICLE|MAIN)$/.test(element.tagName) ||
    element.getAttribute('role') === 'main' ||
    element.getAttribute('itemprop') === 'articleBody'
  );
}

function dropStrangers(parent: Element, choice: Choice): void {
  const children = [...parent.children];
  const lastVoted = children.findLastIndex(child => (choice.weights.get(child) ?? 0) > 0);
  children.forEach((child, index) => {
    if (choice.kept.has(child)) return;
    if ((choice.weights.get(child) ?? 0) > 0) {
      if (!WHOLE.test(child.tagName)) dropStrangers(child, choice);
    } else if (!belongs(child, { choice, amongVoted: index < lastVoted })) dropStranger(child, choice);
  });
}

function dropStranger(element: Element, choice: Choice): void {
  const holdsKept = [...choice.kept].some(kept => element.contains(kept));
  if (holdsKept) for (const child of [...element.children]) if (!choice.kept.has(child)) dropStranger(child, choice);
  if (!holdsKept) choice.removals.remove(element, 'outside_main');
}

/** Kept whole once voted for: what Readability drops inside them is a button in a heading, a cell of a row. */
const WHOLE = /^(?:H[1-6]|P|PRE|TABLE|FIGURE|BLOCKQUOTE|DT|SUMMARY|A)$/;

/** Whether an element that Readability dropped is a part of the text all the same. */
function belongs(element: Element, { choice, amongVoted }: { choice: Choice; amongVoted: boolean }): boolean {
  const size = choice.sizes.of(element);
  const density = linkDensity(size);
  const tag = element.tagName;
  if (INLINE.test(tag)) return true;
  if (/^H[1-6]$/.test(tag)) return headsSomething(element, choice);
  if (/^(?:PRE|MATH|HR|FIGURE)$/.test(tag)) return true;
  if (size.text === 0) return element.querySelector('img') !== null && amongVoted;
  if (/^(?:P|BLOCKQUOTE|TABLE|DL|DETAILS)$/.test(tag)) return density < 0.7 || (amongVoted && density < 0.95);
  if (/^(?:UL|OL)$/.test(tag)) return density < 0.5 || isIntroduced(element, choice) || amongVoted;
  return density < (amongVoted ? 0.4 : 0.25) && size.prose > 0;
}

/** A list of links is a part of the text when a sentence or a heading leads to it. */
function isIntroduced(list: Element, choice: Choice): boolean {
  const before = list.previousElementSibling;
  return (
    before !== null &&
    (choice.weights.get(before) ?? 0) > 0 &&
    /^(?:P|H[1-6])$/.test(before.tagName) &&
    textOf(before) !== ''
  );
}

/** A heading stays with what it heads. */
function headsSomething(heading: Element, choice: Choice): boolean {
  const next = heading.nextElementSibling;
  if (!next) return (choice.weights.get(heading.parentElement ?? heading) ?? 0) > 0;
  return (choice.weights.get(next) ?? 0) > 0 || belongs(next, { choice, amongVoted: true });
}
