/**
 * Follows one page through its conversion: which node went and why, and with a sign before each kept block where it
 * stands in the Markdown. Made for one page; the conversion itself decides nothing by it.
 */
import { findBlocks, type FoundBlock } from './findBlocks.ts';
import { readTree, type PageTree } from './pageTree.ts';
import type { RemovalReason } from './removals.ts';
import { recordSpans, type Spans } from './spans.ts';

export type CleaningTrace = {
  readonly spans: Spans;
  /** Before anything is taken out; again when cleaning begins anew. */
  parsed(body: Element): void;
  removed(element: Element, reason: RemovalReason): void;
  /** What is left, before it is made ready for Markdown. */
  found(root: Element): void;
};

export type Traced = CleaningTrace & {
  /** null: nothing was cleaned, the page was left out before. */
  result(): { readonly tree: PageTree; readonly blocks: readonly FoundBlock[] } | null;
};

/** Of the block with this index; private use characters, which no page of words has. */
export const signOf = (at: number): string => `\uE000iw${at}\uE001`;
export const SIGN = /\uE000iw(\d+)\uE001/g;

export function traceCleaning(): Traced {
  const spans = recordSpans();
  const reasons = new Map<number, string>();
  let tree: PageTree | null = null;
  let kept: Element | null = null;
  let blocks: readonly FoundBlock[] = [];

  function mark(node: Node, reason: string): void {
    const at = tree?.indexOf(node);
    if (at !== undefined && !reasons.has(at)) reasons.set(at, reason);
    for (let child = node.firstChild; child; child = child.nextSibling) mark(child, reason);
  }

  return {
    spans,
    parsed(body) {
      tree = readTree(body, spans);
      reasons.clear();
    },
    removed: mark,
    found(root) {
      if (!tree) return;
      const { nodes } = tree;
      kept = root;
      blocks = findBlocks(tree, at => reasons.get(at) ?? (isIn(root, nodes[at]?.node) ? null : 'outside_main'));
      blocks.forEach((block, at) => block.reason === null && sign(nodes[block.first]?.node, at));
    },
    result: () => tree && kept && { tree, blocks },
  };

  function sign(node: Node | undefined, at: number): void {
    // Loose text was put into a paragraph that the page did not have.
    const around = node?.parentElement;
    const before = around && around !== kept && tree?.indexOf(around) === undefined ? around : node;
    const parent = before?.parentNode;
    const paragraph = before?.ownerDocument?.createElement('p');
    if (!before || !parent || !paragraph) return;
    paragraph.textContent = signOf(at);
    parent.insertBefore(paragraph, before);
  }
}

/** What lies around the root, up to the body, stays. */
const isIn = (root: Element | null, node: Node | undefined): boolean =>
  node !== undefined && root !== null && (root.contains(node) || node.contains(root));
