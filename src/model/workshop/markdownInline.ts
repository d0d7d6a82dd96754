/** What stands in a line. */
export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'em'; readonly parts: readonly Inline[] }
  | { readonly kind: 'link'; readonly to: string; readonly parts: readonly Inline[] }
  | { readonly kind: 'picture'; readonly from: string; readonly says: string }
  | { readonly kind: 'break' };

/** All but links and pictures; tried at one place of a text. */
const MARK = new RegExp(
  [
    String.raw`\\(?<escaped>[!-/:-@[-\x60{-~])`,
    String.raw`(?<ticks>\x60+)(?<code>[^\x60]|[^\x60][\s\S]*?[^\x60])\k<ticks>(?!\x60)`,
    String.raw`<(?<auto>https?:\/\/[^>\s]+)>`,
    String.raw`\*\*(?=\S)(?<strong>[\s\S]*?\S)\*\*`,
    String.raw`(?<![\p{L}\p{N}_])__(?=\S)(?<strong2>[\s\S]*?\S)__(?![\p{L}\p{N}_])`,
    String.raw`\*(?=[^\s*])(?<em>[^*]*[^\s*])\*`,
    String.raw`(?<![\p{L}\p{N}_])_(?=[^\s_])(?<em2>[^_]*[^\s_])_(?![\p{L}\p{N}_])`,
    String.raw`(?<hard> {2,}|\\)\n`,
  ].join('|'),
  'uy',
);
const STARTS = /[\\`<*_ [!]/g;
const TARGET = /\(\s*(?:<([^>\n]*)>|((?:[^\s()]|\([^\s()]*\))*))(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/y;
/** Links in links in links: what is deeper is text. */
const DEEPEST = 8;

interface Found {
  readonly part: Inline;
  readonly end: number;
}

export function readInline(text: string, depth = 0): Inline[] {
  const parts: Inline[] = [];
  let after = 0;
  const plain = (end: number) => {
    if (end > after) parts.push({ kind: 'text', text: text.slice(after, end).replaceAll(/\s*\n/g, ' ') });
  };
  for (let at = depth < DEEPEST ? startFrom(text, 0) : text.length; at < text.length; ) {
    const found = linkAt(text, at, depth) ?? markAt(text, at, depth);
    if (!found) {
      at = startFrom(text, at + 1);
      continue;
    }
    plain(at);
    parts.push(found.part);
    after = found.end;
    at = startFrom(text, after);
  }
  plain(text.length);
  return joined(parts);
}

/** The next place where a mark may be. */
function startFrom(text: string, from: number): number {
  STARTS.lastIndex = from;
  return STARTS.exec(text)?.index ?? text.length;
}

function markAt(text: string, at: number, depth: number): Found | null {
  MARK.lastIndex = at;
  const found = MARK.exec(text);
  return found && { part: made(found.groups ?? {}, depth), end: at + found[0].length };
}

function made(mark: Readonly<Record<string, string | undefined>>, depth: number): Inline {
  const { escaped, code, auto, strong, strong2, em, em2 } = mark;
  if (escaped !== undefined) return { kind: 'text', text: escaped };
  if (code !== undefined) return { kind: 'code', text: code.replaceAll('\n', ' ').replace(/^ (.*\S.*) $/, '$1') };
  if (auto !== undefined) return { kind: 'link', to: auto, parts: [{ kind: 'text', text: auto }] };
  const bold = strong ?? strong2;
  if (bold !== undefined) return { kind: 'strong', parts: readInline(bold, depth + 1) };
  const leaning = em ?? em2;
  return leaning === undefined ? { kind: 'break' } : { kind: 'em', parts: readInline(leaning, depth + 1) };
}

/** By hand: brackets that are nested make a regular expression try ways without end. */
function linkAt(text: string, at: number, depth: number): Found | null {
  const isPicture = text.startsWith('![', at);
  if (!isPicture && text[at] !== '[') return null;
  const from = at + (isPicture ? 2 : 1);
  const close = closeOf(text, from);
  TARGET.lastIndex = close + 1;
  const found = close < 0 ? null : TARGET.exec(text);
  if (!found) return null;
  const target = found[1] ?? found[2] ?? '';
  const parts = readInline(text.slice(from, close), depth + 1);
  const part: Inline = isPicture ? { kind: 'picture', from: target, says: plainText(parts) } : { kind: 'link', to: target, parts };
  return { part, end: TARGET.lastIndex };
}

/** Of a bracket; −1: none. What is code or escaped closes nothing. */
function closeOf(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at += 1) {
    const mark = text[at];
    if (mark === '\\') at += 1;
    else if (mark === '`') at = Math.max(at, text.indexOf('`', at + 1));
    else if (mark === '[') open += 1;
    else if (mark === ']') {
      open -= 1;
      if (open === 0) return at;
    }
  }
  return -1;
}

/** One text where an escape cut it in two. */
function joined(parts: readonly Inline[]): Inline[] {
  const all: Inline[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (part.kind === 'text' && last?.kind === 'text') all[all.length - 1] = { kind: 'text', text: last.text + part.text };
    else all.push(part);
  }
  return all;
}

/** Without its marks: for who hears it, and for a line of a tree. */
export const plainText = (parts: readonly Inline[]): string =>
  parts
    .map(part => {
      if (part.kind === 'break') return ' ';
      if (part.kind === 'picture') return part.says;
      return 'text' in part ? part.text : plainText(part.parts);
    })
    .join('');
