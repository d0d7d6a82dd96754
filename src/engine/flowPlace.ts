import type { TextPath } from './textTree.ts';

/** Where in the data model a cursor stands. */
export interface InputPlace {
  /** `key`: a key of what stands at `path` is written here; `value`: the value at `path`. */
  readonly kind: 'key' | 'value';
  readonly path: TextPath;
  /** What is already written, from `start` up to the cursor. */
  readonly word: string;
  readonly start: number;
  /** Keys that are there already, the one at the cursor left out. */
  readonly keys: readonly string[];
  /** In brackets, where no line may be broken into an indented block. */
  readonly isFlow: boolean;
}

interface Frame {
  readonly kind: 'map' | 'list';
  readonly keys: string[];
  key: string | undefined;
  /** Of a map: after the colon. */
  afterColon: boolean;
  index: number;
}

// A colon inside a plain word (https://) does not end it.
const TOKEN = /"(?:[^"\\\r\n]|\\.)*"?|'[^'\r\n]*'?|[{}[\],]|:(?=[\s,{}[\]"']|$)|(?:[^\s{}[\],:"']|:(?=\S))+/g;

/** The place at the end of `text`, which is JSON or YAML in brackets, from its first bracket on and broken off anywhere. */
export function findFlowPlace(
  text: string,
  base: { readonly path: TextPath; readonly offset: number },
): InputPlace | undefined {
  const frames: Frame[] = [];
  const tokens = [...text.matchAll(TOKEN)];
  const last = tokens.at(-1);
  // A word that ends at the cursor is still being written.
  const isOpen = last !== undefined && last.index + last[0].length === text.length && !/^[{}[\],:]$/.test(last[0]);
  for (const [token] of isOpen ? tokens.slice(0, -1) : tokens) read(frames, token);
  const frame = frames.at(-1);
  if (frame === undefined) return undefined;
  const path = [...base.path, ...frames.slice(0, -1).map(stepOf)];
  const isKey = frame.kind === 'map' && !frame.afterColon;
  const start = isOpen ? last.index : text.length;
  const word = isOpen ? last[0] : '';
  const place = { start: base.offset + start, word: unquote(word), keys: frame.keys, isFlow: true };
  return isKey ? { kind: 'key', path, ...place } : { kind: 'value', path: [...path, stepOf(frame)], ...place };
}

function read(frames: Frame[], token: string): void {
  const frame = frames.at(-1);
  if (token === '{' || token === '[') {
    frames.push({ kind: token === '{' ? 'map' : 'list', keys: [], key: undefined, afterColon: false, index: 0 });
  } else if (token === '}' || token === ']') frames.pop();
  else if (frame === undefined) return;
  else if (token === ',') Object.assign(frame, { index: frame.index + 1, afterColon: false, key: undefined });
  else if (token === ':') frame.afterColon = frame.kind === 'map';
  else if (frame.kind === 'map' && !frame.afterColon) {
    frame.key = unquote(token);
    frame.keys.push(frame.key);
  }
}

const stepOf = (frame: Frame): string | number => (frame.kind === 'list' ? frame.index : (frame.key ?? ''));

const unquote = (token: string): string => token.replace(/^["']|["']$/g, '');
