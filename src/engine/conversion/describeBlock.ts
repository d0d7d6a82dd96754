/** What a person wants to know of a block: its words, how it is found, and what the cleaning went by. */
import type { CleaningWhy } from '../../model/cleaning.ts';
import { isHidden, roleReason } from './elementKinds.ts';
import type { FoundBlock } from './findBlocks.ts';
import { isElement, linkDensity } from './measureText.ts';
import type { PageTree } from './pageTree.ts';
import { namedReason } from './pruneBoilerplate.ts';

export type BlockText = {
  readonly preview: string;
  readonly words: number;
  readonly sentences: number;
  readonly links: number;
  readonly linkShare: number;
};

/** Characters. */
const PREVIEW = 160;
/** Characters of a whole sentence, as far as that can be seen without knowing the language. */
const LEAST_SENTENCE = 25;
/** What ends one, before white space or a closing sign. */
const SENTENCE_END = /[.!?…]+(?=["»”’)\s]|$)/u;

/** What stands behind the last end is none. Linear: a pattern of a whole sentence is quadratic where no end comes. */
const sentencesIn = (line: string): number =>
  line
    .split(SENTENCE_END)
    .slice(0, -1)
    .filter(piece => piece.trim().length >= LEAST_SENTENCE).length;

export function describeText({ nodes }: PageTree, { first, end }: FoundBlock): BlockText {
  let [text, linked, links, insideUntil] = ['', 0, 0, -1];
  for (let at = first; at < end; at++) {
    const node = nodes[at];
    if (!node) continue;
    if (node.name === 'A' && isElement(node.node) && node.node.hasAttribute('href')) {
      links += 1;
      insideUntil = Math.max(insideUntil, node.end);
    }
    // Blocks beside each other are words beside each other.
    text += node.name === '#text' ? node.text : ' ';
    if (node.name === '#text' && at < insideUntil) linked += visible(node.text);
  }
  const line = text.replace(/[\s\u200b\ufeff]+/g, ' ').trim();
  return {
    preview: line === '' ? pictureText(nodes.slice(first, end)) : cut(line),
    words: line === '' ? 0 : line.split(' ').length,
    sentences: sentencesIn(line),
    links,
    linkShare: linkDensity({ text: visible(line), linked, prose: 0 }),
  };
}

const visible = (text: string): number => text.replace(/\s+/g, '').length;

export const cut = (line: string): string =>
  line.length <= PREVIEW ? line : `${line.slice(0, PREVIEW - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;

function pictureText(nodes: PageTree['nodes']): string {
  const [picture] = nodes.filter(({ name }) => name === 'IMG');
  return picture && isElement(picture.node) ? (picture.node.getAttribute('alt') ?? '') : '';
}

const PLAIN_NAME = /^[A-Za-z_][\w-]*$/;
/** Steps of a path that are worth reading. */
const STEPS = 3;

/** From the nearest element that has an id or a class; an address for people and for `keep`. */
export function selectorOf({ nodes }: PageTree, at: number): string {
  const steps: string[] = [];
  for (let next = at; next > 0 && steps.length < STEPS; next = nodes[next]?.parent ?? 0) {
    const node = nodes[next]?.node;
    if (!node || !isElement(node)) continue;
    const name = node.tagName.toLowerCase();
    const id = node.getAttribute('id') ?? '';
    const classes = (node.getAttribute('class') ?? '').split(/\s+/).filter(one => PLAIN_NAME.test(one));
    if (PLAIN_NAME.test(id)) return [`${name}#${id}`, ...steps].join(' > ');
    steps.unshift([name, ...classes.slice(0, 2)].join('.'));
    if (classes.length > 0) break;
  }
  return steps.join(' > ');
}

/** The same questions that the cleaning asked, of the element as it was. */
export function whyOf({ nodes }: PageTree, { first, end, element, reason }: FoundBlock): CleaningWhy | null {
  if (reason === null) return null;
  if (reason === 'outside_main') return { by: 'outside', word: '' };
  for (let at = element ?? first; at < end && at >= 0; at++) {
    const node = nodes[at]?.node;
    if (!node || !isElement(node)) continue;
    if (reason === 'hidden' && isHidden(node)) return { by: 'hidden', word: '' };
    if (roleReason(node) === reason) return { by: 'role', word: node.getAttribute('role') ?? '' };
    if (ELEMENTS.get(node.tagName) === reason) return { by: 'element', word: node.tagName.toLowerCase() };
    const named = namedReason(node);
    if (named?.reason === reason) return { by: 'name', word: named.name };
    break;
  }
  return { by: 'line', word: '' };
}

const ELEMENTS: ReadonlyMap<string, string> = new Map([
  ['NAV', 'navigation'],
  ['HEADER', 'navigation'],
  ['FOOTER', 'footer'],
  ['ASIDE', 'sidebar'],
  ['DIALOG', 'sidebar'],
  ['FORM', 'form'],
  ['FIELDSET', 'form'],
  ['BUTTON', 'form'],
  ['INPUT', 'form'],
  ['SELECT', 'form'],
  ['TEXTAREA', 'form'],
  ['DATALIST', 'form'],
]);
