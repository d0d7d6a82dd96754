import { findFlowPlace, type InputPlace } from './flowPlace.ts';

/** Finds the place by indentation and brackets, not by parsing: the text is being typed and seldom whole. */
export function findInputPlace(text: string, offset: number, language: 'yaml' | 'json'): InputPlace | undefined {
  if (language === 'json') return findFlowPlace(text.slice(0, offset), { path: [], offset: 0 });
  return findBlockPlace(text, offset);
}

/** A dash or a key at its column: what a line of block YAML adds to the way down. */
type Mark =
  | { readonly kind: 'item'; readonly column: number; readonly index: number }
  | { readonly kind: 'key'; readonly column: number; readonly name: string };

interface Line {
  readonly marks: readonly Mark[];
  /** Column where the rest begins, after dashes and the key. */
  readonly column: number;
  readonly rest: string;
}

const KEY = /^("[^"]*"|'[^']*'|[^\s"'#{}[\],:][^\s#{}[\],:]*):(?:\s+|$)/;

function findBlockPlace(text: string, offset: number): InputPlace | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const typed = readLine(text.slice(lineStart, offset));
  // In a comment, or right behind a dash, where a space must come first.
  if (/(^|\s)#/.test(typed.rest) || /(^|\s)-$/.test(text.slice(lineStart, offset))) return undefined;
  const stack = createStack();
  if (typed.column > (stack.readAll(text.slice(0, lineStart)) ?? Infinity)) return undefined;
  typed.marks.forEach(stack.push);
  const start = lineStart + typed.column;
  const word = typed.rest;
  if (/^[[{]/.test(word)) return findFlowPlace(word, { path: stack.path(), offset: start });
  if (typed.marks.at(-1)?.kind === 'key')
    return { kind: 'value', path: stack.path(), word, start, keys: [], isFlow: false };
  if (word.includes(' ') || word.endsWith(':')) return undefined;
  stack.leaveTo(typed.column);
  const path = stack.path();
  const next = text.indexOf('\n', offset);
  const tail = next < 0 ? '' : text.slice(next + 1);
  return {
    kind: 'key',
    path,
    word,
    start,
    keys: [...stack.keysHere(), ...keysBelow(tail, typed.column)],
    isFlow: false,
  };
}

function readLine(line: string): Line {
  const marks: Mark[] = [];
  let column = line.length - line.trimStart().length;
  for (let dash = takeDash(line, column); dash > 0; dash = takeDash(line, column)) {
    marks.push({ kind: 'item', column, index: 0 });
    column += dash;
  }
  const key = KEY.exec(line.slice(column));
  if (key?.[1] !== undefined) {
    marks.push({ kind: 'key', column, name: key[1].replace(/^["']|["']$/g, '') });
    column += key[0].length;
  }
  return { marks, column, rest: line.slice(column).replace(/\r$/, '') };
}

/** The length of a dash and the spaces after it; 0 where there is none. */
const takeDash = (line: string, column: number): number => /^-(?:\s+|$)/.exec(line.slice(column))?.[0].length ?? 0;

/** The way from the root to the line that was read last, with the keys met at each level. */
function createStack() {
  let marks: { mark: Mark; keys: string[] }[] = [];
  const rootKeys: string[] = [];

  function push(mark: Mark): void {
    const before = marks.find(({ mark: other }) => other.kind === 'item' && other.column === mark.column)?.mark;
    // A list may stand at the column of its key: `a:` over `- b`.
    const holds = (other: Mark): boolean =>
      other.column === mark.column && mark.kind === 'item' && other.kind === 'key';
    marks = marks.filter(({ mark: other }) => other.column < mark.column || holds(other));
    if (mark.kind === 'key') keysHere().push(mark.name);
    const index = before?.kind === 'item' ? before.index + 1 : 0;
    marks.push({ mark: mark.kind === 'item' ? { ...mark, index } : mark, keys: [] });
  }

  const keysHere = (): string[] => marks.at(-1)?.keys ?? rootKeys;

  /** What a new key at this column would be in. */
  function leaveTo(column: number): void {
    marks = marks.filter(({ mark }) => mark.column < column);
  }

  /** Returns the column of the key whose block text (`|` or `>`) still goes on at the end: deeper lines are its content. */
  function readAll(text: string): number | undefined {
    let literalColumn: number | undefined;
    for (const line of text.split('\n')) {
      const indent = line.length - line.trimStart().length;
      if (line.trim() === '' || (literalColumn !== undefined && indent > literalColumn)) continue;
      literalColumn = undefined;
      if (/^\s*#/.test(line)) continue;
      const read = readLine(line);
      read.marks.forEach(push);
      if (/^[|>][-+\d]*\s*(#.*)?$/.test(read.rest)) literalColumn = indent;
    }
    return literalColumn;
  }

  return {
    push,
    leaveTo,
    readAll,
    keysHere,
    path: () => marks.map(({ mark }) => (mark.kind === 'item' ? mark.index : mark.name)),
  };
}

/** The keys of the same map that follow in the text. */
function keysBelow(text: string, column: number): string[] {
  const keys: string[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '' || /^\s*#/.test(line)) continue;
    const { marks } = readLine(line);
    if ((marks[0]?.column ?? 0) < column) break;
    const [first] = marks;
    if (first?.kind === 'key' && first.column === column) keys.push(first.name);
  }
  return keys;
}
