import { readInline, type Inline } from './markdownInline.ts';

/**
 * A step's text as data, so that a page draws it by its own means and no tag of a workshop ever reaches it: what looks like
 * HTML is text. The part of CommonMark that a text of 150 words needs, and GFM's tables.
 */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly parts: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly parts: readonly Inline[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | {
      readonly kind: 'list';
      /** Of the first item; null: bullets. */
      readonly first: number | null;
      readonly items: readonly (readonly Block[])[];
    }
  | { readonly kind: 'table'; readonly head: readonly Cell[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: 'rule' };

export type Cell = readonly Inline[];

const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([^\s`]*)[^`]*$/;
const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*$/;
const RULE = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])([ \t]+|$)/;
const TABLE_RULE = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const COMMENT = /^ {0,3}<!--/;

/** Deeper than any text; what is nested further is read as one paragraph. */
const DEEPEST = 8;

export const readMarkdown = (text: string): Block[] => readBlocks(text.replace(/^\ufeff/, '').split(/\r?\n/), 0);

/** What a reader of some lines took, and what it made of them. */
interface Taken {
  readonly lines: number;
  readonly block: Block | null;
}

function readBlocks(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const taken = takeBlock(lines.slice(at), depth);
    if (taken.block) blocks.push(taken.block);
    at += taken.lines;
  }
  return blocks;
}

function takeBlock(lines: readonly string[], depth: number): Taken {
  const [line = '', second = ''] = lines;
  if (/^\s*$/.test(line)) return { lines: 1, block: null };
  if (COMMENT.test(line)) return takeComment(lines);
  if (FENCE.test(line)) return takeFence(lines);
  const heading = HEADING.exec(line);
  if (heading) {
    const [, marks = '', text = ''] = heading;
    return { lines: 1, block: { kind: 'heading', level: marks.length, parts: readInline(text) } };
  }
  if (RULE.test(line)) return { lines: 1, block: { kind: 'rule' } };
  if (depth < DEEPEST && QUOTE.test(line)) return takeQuote(lines, depth);
  if (depth < DEEPEST && ITEM.test(line)) return takeList(lines, depth);
  return line.includes('|') && TABLE_RULE.test(second) ? takeTable(lines) : takeParagraph(lines);
}

function takeComment(lines: readonly string[]): Taken {
  const end = lines.findIndex(line => line.includes('-->'));
  return { lines: end < 0 ? lines.length : end + 1, block: null };
}

function takeFence(lines: readonly string[]): Taken {
  const [first = ''] = lines;
  const [, fence = '```', language = ''] = FENCE.exec(first) ?? [];
  const indent = /^ */.exec(first)?.[0].length ?? 0;
  const isEnd = (line: string) => line.trim().startsWith(fence) && line.trim().replaceAll(fence[0] ?? '`', '') === '';
  const end = lines.findIndex((line, at) => at > 0 && isEnd(line));
  const body = lines.slice(1, end < 0 ? undefined : end);
  const text = body.map(line => line.replace(new RegExp(`^ {0,${indent}}`), '')).join('\n');
  return { lines: end < 0 ? lines.length : end + 1, block: { kind: 'code', language, text } };
}

function takeQuote(lines: readonly string[], depth: number): Taken {
  const end = lines.findIndex(line => !QUOTE.test(line));
  const own = end < 0 ? lines : lines.slice(0, end);
  const blocks = readBlocks(
    own.map(line => line.replace(QUOTE, '')),
    depth + 1,
  );
  return { lines: own.length, block: { kind: 'quote', blocks } };
}

/** Items follow each other with the same kind of mark; what is indented under one belongs to it. */
function takeList(lines: readonly string[], depth: number): Taken {
  const kindOf = (mark: string) => mark.replace(/\d+/, '');
  const [, , firstMark = '-'] = ITEM.exec(lines[0] ?? '') ?? [];
  const items: string[][] = [];
  let [indent, at] = [0, 0];
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const item = ITEM.exec(line);
    if (item && (items.length === 0 || item[0].length <= indent || (item[1]?.length ?? 0) < indent)) {
      if (kindOf(item[2] ?? '') !== kindOf(firstMark) || RULE.test(line)) break;
      indent = item[0].length;
      items.push([line.slice(indent)]);
    } else if (/^\s*$/.test(line)) {
      const next = lines.slice(at).find(one => !/^\s*$/.test(one));
      if (next === undefined || !(indentOf(next) >= indent || ITEM.test(next))) break;
      items.at(-1)?.push('');
    } else if (indentOf(line) >= indent) items.at(-1)?.push(line.slice(indent));
    else if (lines[at - 1]?.trim() === '' || startsBlock(line)) break;
    else items.at(-1)?.push(line.trimStart());
  }
  const first = /^\d/.test(firstMark) ? Number.parseInt(firstMark, 10) : null;
  return { lines: at, block: { kind: 'list', first, items: items.map(item => readBlocks(item, depth + 1)) } };
}

const indentOf = (line: string): number => /^ */.exec(line)?.[0].length ?? 0;
const startsBlock = (line: string): boolean => [FENCE, HEADING, RULE, QUOTE, ITEM].some(one => one.test(line));

function takeTable(lines: readonly string[]): Taken {
  const end = lines.findIndex((line, at) => at > 1 && !line.includes('|'));
  const [head = '', , ...rows] = end < 0 ? lines : lines.slice(0, end);
  const block = { kind: 'table', head: cellsOf(head), rows: rows.map(cellsOf) } as const;
  return { lines: rows.length + 2, block };
}

const cellsOf = (line: string): Cell[] =>
  line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
    .map(cell => readInline(cell.trim().replaceAll('\\|', '|')));

/** An ordered list that does not begin with 1 does not end a paragraph: "…in\n2026. Then". */
function takeParagraph(lines: readonly string[]): Taken {
  const ends = (line: string) => /^\s*$/.test(line) || (startsBlock(line) && !/^ {0,3}(?!1[.)])\d/.test(line));
  const end = lines.findIndex((line, at) => at > 0 && ends(line));
  const own = end < 0 ? lines : lines.slice(0, end);
  const text = own.map(line => line.trimStart()).join('\n');
  return { lines: own.length, block: { kind: 'paragraph', parts: readInline(text.trimEnd()) } };
}

/** Links of its pictures, each once. */
export const picturesOf = (text: string): string[] => [...new Set(readMarkdown(text).flatMap(inBlock))];

function inBlock(block: Block): string[] {
  switch (block.kind) {
    case 'quote':
      return block.blocks.flatMap(inBlock);
    case 'list':
      return block.items.flat().flatMap(inBlock);
    case 'table':
      return [block.head, ...block.rows].flat(2).flatMap(inLine);
    case 'heading':
    case 'paragraph':
      return block.parts.flatMap(inLine);
    default:
      return [];
  }
}

const inLine = (part: Inline): string[] => {
  if (part.kind === 'picture') return [part.from];
  return 'parts' in part ? part.parts.flatMap(inLine) : [];
};
