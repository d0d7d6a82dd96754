/** A heading of a Markdown text. */
export interface Heading {
  /** Where its line begins, in UTF-16 units. */
  readonly start: number;
  /** 1 to 6. */
  readonly level: number;
  /** Plain text: links, emphasis and escapes taken off. */
  readonly title: string;
}

interface Line {
  readonly start: number;
  readonly text: string;
}

const ATX = /^ {0,3}(#{1,6})(?=[ \t]|$)/;
const UNDERLINE = /^ {0,3}(=+|-+)[ \t]*$/;
const FENCE = /^[ \t]*(`{3,}(?!.*`)|~{3,})/;
/** Lines that an underline cannot make a heading of: quotes, list items, table rows, indented code, rules. */
const NOT_A_PARAGRAPH = /^(?: {4}|\t| {0,3}(?:>|[-+*][ \t]|\d{1,9}[.)][ \t]|\||([-*_])(?:[ \t]*\1){2,}[ \t]*$))/;

/** Without blank lines, else a page that begins with a rule would lose its headings. */
const FRONT_MATTER = /^---[ \t]*\r?\n(?:.*\S.*\r?\n)*?---[ \t]*(?:\r?\n|$)/;
/** UTF-16 units of a line that are looked at: keeps the patterns above from backtracking over a page in one line. */
const LINE_LIMIT = 1000;

/**
 * ATX and setext headings as CommonMark 0.31 defines them, outside fenced code and YAML front matter.
 * Of a setext heading of several lines only the last one counts; headings inside quotes and lists are left out.
 */
export function findHeadings(markdown: string): Heading[] {
  const headings: Heading[] = [];
  let fence = '';
  let paragraph: Line | undefined;
  for (const line of linesAfterFrontMatter(markdown)) {
    const mark = FENCE.exec(line.text)?.[1] ?? '';
    if (fence !== '') {
      if (mark.startsWith(fence) && line.text.trim() === mark) fence = '';
      continue;
    }
    const heading = mark === '' ? (readAtx(line) ?? readSetext(paragraph, line)) : undefined;
    if (heading !== undefined) headings.push(heading);
    fence = mark;
    const ends = heading !== undefined || mark !== '' || line.text.trim() === '' || NOT_A_PARAGRAPH.test(line.text);
    paragraph = ends ? undefined : line;
  }
  return headings;
}

function readAtx({ start, text }: Line): Heading | undefined {
  const match = ATX.exec(text);
  if (match === null) return undefined;
  const title = text
    .slice(match[0].length)
    .trim()
    .replace(/(?:^|[ \t])#+$/, '');
  return { start, level: match[1]?.length ?? 1, title: plainText(title) };
}

function readSetext(paragraph: Line | undefined, underline: Line): Heading | undefined {
  const mark = paragraph === undefined ? null : UNDERLINE.exec(underline.text);
  if (mark === null || paragraph === undefined) return undefined;
  return { start: paragraph.start, level: mark[1]?.startsWith('=') ? 1 : 2, title: plainText(paragraph.text) };
}

function* linesAfterFrontMatter(markdown: string): Generator<Line> {
  let start = FRONT_MATTER.exec(markdown)?.[0].length ?? 0;
  const line = (end: number): Line => ({ start, text: markdown.slice(start, Math.min(end, start + LINE_LIMIT)) });
  for (const { index, 0: lineEnd } of markdown.matchAll(/\r\n|\n|\r/g)) {
    if (index < start) continue;
    yield line(index);
    start = index + lineEnd.length;
  }
  yield line(markdown.length);
}

function plainText(inline: string): string {
  return inline
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(?<![\\\w])(\*\*|__|\*|_|`)(.+?)(?<!\\)\1(?!\w)/g, '$2')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .trim();
}
