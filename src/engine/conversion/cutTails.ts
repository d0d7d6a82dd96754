/**
 * Takes out what a page adds to its article: "À lire aussi", comments, newsletter and share lines, recognised by
 * the whole text of a short line and by what stands below it. Readability keeps them when they are long enough.
 */
import { BYLINE_LINE, CONTROL_LINE, INLINE_RELATED, TAIL_TITLE } from './boilerplateWords.ts';
import { isInside } from './elementKinds.ts';
import { isElement, linkDensity, measureText, textOf, type TextSizes } from './measureText.ts';
import type { RemovalReason, Removals } from './removals.ts';

export type Cutting = { kept: ReadonlySet<Element>; removals: Removals };
type Cut = Cutting & { root: Element; sizes: TextSizes };

export function cutTails(root: Element, cutting: Cutting): void {
  const cut: Cut = { ...cutting, root, sizes: measureText(root) };
  for (const line of root.querySelectorAll('h1,h2,h3,h4,h5,h6,p,div,span,strong,b,a,li,dt,summary,legend,label')) {
    if (line.parentNode && root.contains(line) && !isProtected(line, cut)) cutAt(line, cut);
  }
}

function isProtected(line: Element, cut: Cut): boolean {
  return (
    cut.sizes.of(line).text > 220 ||
    isInside(line, 'TABLE PRE CODE BLOCKQUOTE FIGURE') ||
    [...cut.kept].some(kept => kept.contains(line))
  );
}

function cutAt(line: Element, cut: Cut): void {
  const text = textOf(line);
  if (text === '') return;
  if (text.length <= 90 && TAIL_TITLE.test(text) && !isHeldByText(line)) cutBelow(line, text, cut);
  else if (/^(?:P|DIV|LI|STRONG)$/.test(line.tagName) && (INLINE_RELATED.test(text) || isShouted(line, text)))
    cutInline(line, cut);
  else if (text.length <= 120 && /^(?:P|DIV|SPAN)$/.test(line.tagName) && isByline(text) && !isHeldByText(line))
    remove(line, 'byline', cut);
  else if (
    text.length <= 140 &&
    /^(?:P|DIV|SPAN|A)$/.test(line.tagName) &&
    CONTROL_LINE.test(text) &&
    !isHeldByText(line)
  ) {
    remove(line, 'share', cut);
  }
}

/** The pattern ignores case for its words, so the capital of the name is asked for here. */
function isByline(text: string): boolean {
  return (
    BYLINE_LINE.test(text) && !(/^(?:by|par)\s/i.test(text) && !/^(?:By|Par|BY|PAR)\s+(?:the |The )?\p{Lu}/u.test(text))
  );
}

/** A paragraph that is one link in capitals: news sites call out to another article so. */
function isShouted(line: Element, text: string): boolean {
  return line.tagName === 'P' && text.split(' ').length >= 4 && /[A-ZÀ-Þ]{4}/.test(text) && !/[a-zà-ÿ]{3}/.test(text);
}

/** A bold word in a sentence, a link in a list item: not a line of its own. */
function isHeldByText(line: Element): boolean {
  const own = textOf(line).length;
  for (let parent = line.parentElement; parent; parent = parent.parentElement) {
    if (/^(?:P|LI|DD|DT|H[1-6]|SPAN|EM|STRONG)$/.test(parent.tagName)) return textOf(parent).length > own;
    if (!/^(?:A|B|I|U|SMALL)$/.test(parent.tagName)) return hasTextBeside(line);
  }
  return false;
}

function hasTextBeside(line: Element): boolean {
  if (!/^(?:SPAN|STRONG|B|A|LABEL)$/.test(line.tagName)) return false;
  const beside = [line.previousSibling, line.nextSibling];
  return beside.some(node => node?.nodeType === 3 && (node.nodeValue ?? '').trim() !== '');
}

function cutInline(line: Element, cut: Cut): void {
  if (linkDensity(cut.sizes.of(line)) > 0.35) remove(line, 'related', cut);
}

/** Cuts to the end of the article when only links and scraps follow; else only the block that the line heads. */
function cutBelow(line: Element, text: string, cut: Cut): void {
  const reason = reasonOf(text);
  const after = followers(line, cut.root);
  if (isScrap(after, reason, cut)) {
    removeTail(after, reason, cut);
    remove(line, reason, cut);
    return;
  }
  const block = blockBelow(line);
  if (block.length > 0 && isLinks(block, cut)) {
    for (const node of block) removeNode(node, reason, cut);
    remove(line, reason, cut);
  }
}

/** A tail has several parts; each title in it says what follows. */
function removeTail(nodes: ChildNode[], first: RemovalReason, cut: Cut): void {
  let reason = first;
  for (const node of nodes) {
    const text = textOf(node);
    if (text.length <= 90 && TAIL_TITLE.test(text)) reason = reasonOf(text);
    removeNode(node, reason, cut);
  }
}

function reasonOf(text: string): RemovalReason {
  if (/comment|réagir|réaction|réponse|responses?|replies|reply|discussion|thoughts/i.test(text)) return 'comments';
  if (/newsletter|infolettre|lettre|abonne|inscri|subscribe|sign up|recevez/i.test(text)) return 'newsletter';
  if (/^(?:share|partag|follow|suivez|rejoignez|retrouvez)/i.test(text)) return 'share';
  if (/^(?:tags|mots|étiquettes|filed|categories|topics|thèmes)/i.test(text)) return 'tags';
  return 'related';
}

/** Everything after the line, up to the end of the root. */
function followers(line: Element, root: Element): ChildNode[] {
  const after: ChildNode[] = [];
  for (let node: Element | null = line; node && node !== root; node = node.parentElement) {
    for (let next = node.nextSibling; next; next = next.nextSibling) after.push(next);
  }
  return after;
}

/** Bounds tuned on pages that are not measured: a tail is under half of the text, without a long paragraph. */
function isScrap(after: ChildNode[], reason: RemovalReason, { root, sizes }: Cut): boolean {
  const total = sizes.of(root).text;
  let text = 0;
  let linked = 0;
  let prose = 0;
  for (const node of after) {
    if (!isElement(node)) continue;
    const size = sizes.of(node);
    text += size.text;
    linked += size.linked;
    prose += longestProse(node);
  }
  if (reason === 'comments') return text < total * 0.7;
  const scrap = reason === 'related' ? 160 : 400;
  return text <= total * 0.5 && prose <= 300 && (text < scrap || linked / text > 0.15);
}

function longestProse(element: Element): number {
  const paragraphs = element.tagName === 'P' ? [element] : [...element.querySelectorAll('p')];
  return Math.max(0, ...paragraphs.filter(p => !p.querySelector('a')).map(p => textOf(p).length));
}

/** The siblings that a line heads: up to the next heading. */
function blockBelow(line: Element): Element[] {
  let head = line;
  while (head.parentElement && head.parentElement.children.length === 1) head = head.parentElement;
  const block: Element[] = [];
  for (let next = head.nextElementSibling; next && !/^H[1-6]$/.test(next.tagName); next = next.nextElementSibling) {
    if (block.length > 0 && next.tagName === 'P') break;
    block.push(next);
  }
  return block;
}

function isLinks(block: Element[], { sizes }: Cut): boolean {
  const all = block.map(element => sizes.of(element));
  const text = all.reduce((sum, size) => sum + size.text, 0);
  const linked = all.reduce((sum, size) => sum + size.linked, 0);
  return text > 0 && linked / text > 0.6;
}

function remove(line: Element, reason: RemovalReason, cut: Cut): void {
  const holds = [...cut.kept].some(kept => line.contains(kept));
  if (line.parentNode && !holds) cut.removals.remove(line, reason);
}

function removeNode(node: ChildNode, reason: RemovalReason, cut: Cut): void {
  if (isElement(node)) remove(node, reason, cut);
  else if (node.parentNode) node.remove();
}
