/** A parsed page as a flat list, taken before cleaning tears it apart: what each node was, and where it stands. */
import { INLINE } from './elementKinds.ts';
import { isElement } from './measureText.ts';
import type { Span, Spans } from './spans.ts';

export type TreeNode = {
  readonly node: Node;
  /** In upper case; `#text`. */
  readonly name: string;
  /** Index; −1 for the body. */
  readonly parent: number;
  /** Index after its last descendant. */
  end: number;
  /** Of a text. */
  readonly text: string;
  span: Span | null;
};

export type PageTree = {
  /** In page order; the first is the body. */
  readonly nodes: readonly TreeNode[];
  indexOf(node: Node): number | undefined;
  /** Elements among the nodes from `first` to `end` that are no part of a line. */
  blocksIn(first: number, end: number): number;
  textIn(first: number, end: number): string;
  /** Indexes of the children of an element. */
  childrenOf(at: number): number[];
};

const isText = (node: Node): boolean => node.nodeType === 3;

export function readTree(body: Element, spans: Spans): PageTree {
  const nodes: TreeNode[] = [];
  const places = new Map<Node, number>();
  const add = (node: Node, parent: number): void => {
    const at = nodes.length;
    places.set(node, at);
    const name = isText(node) ? '#text' : node.nodeName.toUpperCase();
    const text = isText(node) ? (node.nodeValue ?? '') : '';
    const made: TreeNode = { node, name, parent, end: at + 1, text, span: null };
    nodes.push(made);
    for (let child = node.firstChild; child; child = child.nextSibling)
      if (isText(child) || isElement(child)) add(child, at);
    made.end = nodes.length;
  };
  add(body, -1);
  joinSpans(nodes, spans);
  const blocks = sums(nodes.map(({ name }) => name !== '#text' && !INLINE.test(name)));
  return {
    nodes,
    indexOf: node => places.get(node),
    blocksIn: (first, end) => (blocks[end] ?? 0) - (blocks[first] ?? 0),
    textIn: (first, end) =>
      nodes
        .slice(first, end)
        .map(({ text }) => text)
        .join(''),
    childrenOf(at) {
      const children: number[] = [];
      for (let next = at + 1; next < (nodes[at]?.end ?? 0); next = nodes[next]?.end ?? Infinity) children.push(next);
      return children;
    },
  };
}

/** How many are true before each place. */
export function sums(flags: readonly boolean[]): Uint32Array {
  const before = new Uint32Array(flags.length + 1);
  flags.forEach((flag, at) => (before[at + 1] = (before[at] ?? 0) + (flag ? 1 : 0)));
  return before;
}

/** They leave the page before it is cleaned. */
const HEAD = new Set(['title', 'meta', 'link', 'base']);
/** Elements that a parser may have left out or made of itself, between two that both know. */
const SLIPS = 8;

/** Both are in the order of the start tags; where the names differ, the next that agree are joined. */
function joinSpans(nodes: readonly TreeNode[], { elements }: Spans): void {
  const spans = elements.filter(({ name }) => !HEAD.has(name));
  let next = 0;
  for (const node of nodes.slice(1)) {
    if (node.name === '#text') continue;
    const name = node.name.toLowerCase();
    const slip = spans.slice(next, next + SLIPS).findIndex(span => span.name === name);
    if (slip < 0) continue;
    node.span = spans[next + slip] ?? null;
    next += slip + 1;
  }
}
