/**
 * Takes out what a page adds below its article: "À lire aussi", comments, newsletter, recognised by the whole text of
 * a short line and by what stands below it. Readability keeps them when they are long enough.
 */
import { TAIL_TITLE } from './boilerplateWords.ts';
import { isHeldByText, isProtected, removeLine, type Cut } from './cutLines.ts';
import { isElement, textOf } from './measureText.ts';
import type { RemovalReason } from './removals.ts';

const LINES = 'h1,h2,h3,h4,h5,h6,p,div,span,strong,b,a,li,dt,summary,legend,label';

export function cutTails(cut: Cut): void {
  for (const line of cut.root.querySelectorAll(LINES)) {
    if (!cut.root.contains(line) || cut.sizes.of(line).text > 90) continue;
    const text = textOf(line);
    if (text !== '' && TAIL_TITLE.test(text) && !isProtected(line, cut) && !isHeldByText(line))
      cutBelow(line, text, cut);
  }
}

/** Cuts to the end of the article when only links and scraps follow; else only the block that the line heads. */
function cutBelow(line: Element, text: string, cut: Cut): void {
  const reason = reasonOf(text);
  const after = followers(line, cut.root);
  if (isScrap(after, reason, cut)) {
    removeTail(after, reason, cut);
    removeLine(line, reason, cut);
    return;
  }
  const block = blockBelow(line);
  if (block.length > 0 && isLinks(block, cut)) {
    for (const node of block) removeNode(node, reason, cut);
    removeLine(line, reason, cut);
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

function removeNode(node: ChildNode, reason: RemovalReason, cut: Cut): void {
  if (isElement(node)) removeLine(node, reason, cut);
  else if (node.parentNode) node.remove();
}
