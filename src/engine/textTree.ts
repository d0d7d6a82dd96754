import type { Span } from '../model/inputProblem.ts';

/** Offsets into the text, in UTF-16 units; the end is exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export interface TextEntry {
  readonly key: string;
  readonly keyRange: TextRange;
  readonly value: TextNode;
}

/** What a YAML or JSON text says, each piece with its place. */
export type TextNode =
  | (TextRange & { readonly kind: 'scalar'; readonly value: string | number | boolean | null })
  | (TextRange & { readonly kind: 'list'; readonly items: readonly TextNode[] })
  | (TextRange & { readonly kind: 'map'; readonly entries: readonly TextEntry[] });

/** Keys of maps and positions in lists, from the root. */
export type TextPath = readonly (string | number)[];

export interface Place extends Span {
  /** Where the key stands whose value this is. */
  readonly keyRange?: Span;
}

export interface ParsedText<Fault> {
  /** As the text stands, even when it has faults; undefined when nothing could be read. */
  readonly value: unknown;
  readonly problems: readonly Fault[];
  /** Of what is not there: the place of the nearest thing above it that is. */
  locate(path: TextPath): Place;
}

/** Deeper than any input; the recursion of every reader stops here. */
export const MAX_DEPTH = 100;

export function toValue(node: TextNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(toValue);
    case 'map':
      // fromEntries makes an own property even of `__proto__`.
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, toValue(value)]));
  }
}

/** What stands at a path of a value; undefined where nothing does, or only what every object inherits. */
export function valueAt(root: unknown, path: TextPath): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.getOwnPropertyDescriptor(value, step)?.value;
  }, root);
}

export function createLocate(text: string, root: TextNode | undefined): (path: TextPath) => Place {
  const toSpan = createToSpan(text);
  const entryOf = createEntryOf();
  return path => {
    const { node, entry } = descend(root, path, entryOf);
    const span = toSpan(node ?? { start: 0, end: 0 });
    return entry ? { ...span, keyRange: toSpan(entry.keyRange) } : span;
  };
}

type EntryOf = (map: TextNode & { readonly kind: 'map' }, key: string) => TextEntry | undefined;

/** Each map is looked through once: a file of a hundred thousand wrong keys asks for each of them. Of equal keys the last. */
function createEntryOf(): EntryOf {
  const known = new Map<TextNode, ReadonlyMap<string, TextEntry>>();
  return (map, key) => {
    const entries = known.get(map) ?? new Map(map.entries.map(entry => [entry.key, entry]));
    known.set(map, entries);
    return entries.get(key);
  };
}

function descend(
  root: TextNode | undefined,
  path: TextPath,
  entryOf: EntryOf,
): { node: TextNode | undefined; entry?: TextEntry } {
  let found: { node: TextNode | undefined; entry?: TextEntry } = { node: root };
  for (const step of path) {
    const { node } = found;
    if (node?.kind === 'map') {
      const entry = entryOf(node, String(step));
      if (entry === undefined) return found;
      found = { node: entry.value, entry };
    } else if (node?.kind === 'list' && typeof step === 'number' && node.items[step]) {
      found = { node: node.items[step] };
    } else return found;
  }
  return found;
}

/** Offsets → lines and columns, white space at the end left out. */
export function createToSpan(text: string): (range: TextRange) => Span {
  // The editor's line breaks, which are fewer than YAML 1.1's.
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), match => match.index + match[0].length)];
  return ({ start, end }) => {
    const used = Math.max(start + text.slice(start, end).trimEnd().length, Math.min(end, start + 1));
    const [first, last] = [position(starts, start), position(starts, used)];
    return { line: first.line, column: first.column, endLine: last.line, endColumn: last.column };
  };
}

function position(starts: readonly number[], offset: number): { line: number; column: number } {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
