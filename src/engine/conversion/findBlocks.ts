/** Parts a page into the blocks that a person sees: what became of each, in page order. */
import { INLINE } from './elementKinds.ts';
import { sums, type PageTree } from './pageTree.ts';

export type FoundBlock = {
  /** Nodes of the tree, the last one excluded. */
  readonly first: number;
  readonly end: number;
  /** null: kept. */
  readonly reason: string | null;
  /** The element that it is; null for text that stands loose among other blocks. */
  readonly element: number | null;
};

/** Shown whole. */
const UNIT = /^(?:H[1-6]|P|UL|OL|DL|TABLE|PRE|BLOCKQUOTE|FIGURE|DETAILS|MATH|ADDRESS|FIELDSET|SELECT|BUTTON)$/;
/** No text, and something to see all the same. */
const SEEN = /^(?:IMG|MATH|INPUT|BUTTON|PICTURE|VIDEO|AUDIO)$/;

type Parting = {
  readonly tree: PageTree;
  readonly reasons: readonly (string | null)[];
  /** Nodes that are removed, before each place. */
  readonly removed: Uint32Array;
  readonly blocks: FoundBlock[];
};

/** `reasonOf`: why the node at an index was removed; null: it is kept. */
export function findBlocks(tree: PageTree, reasonOf: (at: number) => string | null): FoundBlock[] {
  const reasons = tree.nodes.map((_, at) => reasonOf(at));
  const parting = { tree, reasons, removed: sums(reasons.map(reason => reason !== null)), blocks: [] };
  partChildren(0, parting);
  return parting.blocks;
}

function part(at: number, parting: Parting): void {
  const { tree, reasons } = parting;
  const node = tree.nodes[at];
  if (!node) return;
  const reason = reasons[at] ?? null;
  const block = { first: at, end: node.end, reason, element: at };
  if (reason !== null) return isAlike(at, node.end, parting) ? keep(block, parting) : partChildren(at, parting);
  if (!isUnit(at, parting)) return partChildren(at, parting);
  keep(block, parting);
  for (let next = at + 1; next < node.end;) {
    if (countRemoved(next, node.end, parting) === 0) return;
    const inner = tree.nodes[next]?.end ?? node.end;
    if (reasons[next] === null) next += 1;
    else {
      part(next, parting);
      next = inner;
    }
  }
}

/** Old layouts put whole pages into a table. */
function isUnit(at: number, { tree }: Parting): boolean {
  const { name = '', end = at } = tree.nodes[at] ?? {};
  if (name !== 'TABLE') return UNIT.test(name);
  return !tree.nodes.slice(at + 1, end).some(inner => /^(?:TABLE|H[1-6])$/.test(inner.name));
}

const countRemoved = (first: number, end: number, { removed }: Parting): number =>
  (removed[end] ?? 0) - (removed[first] ?? 0);

/** Part of a removed block's text that may have gone for other reasons before: the dates of cards, a button. */
const OTHERS = 0.25;

function isAlike(at: number, end: number, { tree, reasons }: Parting): boolean {
  let [all, others] = [0, 0];
  for (let next = at + 1; next < end; next++) {
    if (reasons[next] === null) return false;
    const length = tree.nodes[next]?.text.trim().length ?? 0;
    all += length;
    if (reasons[next] !== reasons[at]) others += length;
  }
  return others <= all * OTHERS;
}

/** Lines that stand loose are one block; what is a block of its own parts them. */
function partChildren(at: number, parting: Parting): void {
  const { tree, reasons } = parting;
  const children = tree.childrenOf(at);
  let run: number[] = [];
  const flush = () => {
    const [first, last] = [run[0], run.at(-1)];
    if (first === undefined || last === undefined) return;
    const whole = run.length === children.length && at > 0;
    const end = tree.nodes[last]?.end ?? last + 1;
    keep({ first, end, reason: reasons[first] ?? null, element: whole ? at : null }, parting);
    run = [];
  };
  for (const child of children) {
    if (!isOfLine(child, parting)) {
      flush();
      part(child, parting);
      continue;
    }
    if (run.length > 0 && reasons[run[0] ?? child] !== reasons[child]) flush();
    run.push(child);
  }
  flush();
}

function isOfLine(at: number, { tree, reasons }: Parting): boolean {
  const { name = '', end = at } = tree.nodes[at] ?? {};
  if (name === '#text') return true;
  if (!INLINE.test(name) || name === 'BUTTON' || tree.blocksIn(at, end) > 0) return false;
  return reasons.slice(at, end).every(reason => reason === reasons[at]) && reasons[at] === null;
}

/** Spacers and empty wrappers are nothing to tell of. */
function keep(block: FoundBlock, { tree, blocks }: Parting): void {
  for (let at = block.first; at < block.end; at++) {
    const { name = '', text = '' } = tree.nodes[at] ?? {};
    if (SEEN.test(name) || text.trim() !== '') return void blocks.push(block);
  }
}
