/**
 * The text that a perfect conversion of a practice page would keep, written from the article alone: no template, none
 * of the converter's code. Markdown has no word for some things; here they are written so:
 * - a cell that spans several columns or rows is repeated in each, so that every row can be read by itself;
 * - two header rows become one, their different texts joined by a space; a caption is a paragraph before its table;
 * - a term of a definition list is a bold paragraph, its definition the next one;
 * - a figure is its image, then its caption; an abbreviation keeps its text;
 * - a footnote is `[^1]`, its text `[^1]: …`, as GitHub writes them;
 * - links are whole, as seen from http://practice.test.
 */
import { parseHTML } from 'linkedom';
import type { Article } from '../../src/adapters/practiceServer/site/content.ts';

const origin = 'http://practice.test';

export function writeGolden(article: Article): string {
  const { document } = parseHTML(`<!doctype html><html><body>${article.body}</body></html>`);
  const blocks = [`# ${article.title}`, ...writeBlocks(document.body, new URL(article.path, origin))];
  return `${blocks.join('\n\n')}\n`;
}

function writeBlocks(parent: Element, base: URL): string[] {
  return [...parent.children].flatMap(element => writeBlock(element, base));
}

function writeBlock(element: Element, base: URL): string[] {
  switch (element.tagName) {
    case 'H2':
      return [`## ${inline(element, base)}`];
    case 'UL':
    case 'OL':
      return element.className === 'notes' ? writeNotes(element, base) : [writeList(element, base)];
    case 'DL':
      return [...element.children].map(part => (part.tagName === 'DT' ? `**${inline(part, base)}**` : inline(part, base)));
    case 'TABLE':
      return writeTable(element, base);
    case 'FIGURE':
      return [...element.children].map(part => (part.tagName === 'IMG' ? image(part, base) : inline(part, base)));
    case 'BLOCKQUOTE':
      return [writeBlocks(element, base).join('\n\n').replace(/^/gm, '> ').replace(/^> $/gm, '>')];
    case 'HR':
      return ['---'];
    case 'P':
      return [inline(element, base)];
    default:
      throw new Error(`The golden text has no rule for <${element.tagName.toLowerCase()}>`);
  }
}

function writeList(list: Element, base: URL): string {
  return [...list.children]
    .map((item, index) => {
      const mark = list.tagName === 'OL' ? `${index + 1}. ` : '- ';
      const nested = [...item.children].filter(child => child.tagName === 'UL' || child.tagName === 'OL');
      const lines = nested.map(child => `\n${writeList(child, base)}`.replace(/\n/g, `\n${' '.repeat(mark.length)}`));
      return mark + inline(item, base) + lines.join('');
    })
    .join('\n');
}

const writeNotes = (list: Element, base: URL): string[] =>
  [...list.children].map((note, index) => `[^${index + 1}]: ${inline(note, base)}`);

function writeTable(table: Element, base: URL): string[] {
  const caption = [...table.children].filter(child => child.tagName === 'CAPTION').map(child => inline(child, base));
  const head = mergeRows(spreadRows([...table.querySelectorAll('thead tr')], base));
  const body = spreadRows([...table.querySelectorAll('tbody tr')], base);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [...caption, [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n')];
}

/** Every row with a text in every column, spans repeated. */
function spreadRows(rows: readonly Element[], base: URL): string[][] {
  const grid: string[][] = rows.map(() => []);
  rows.forEach((row, y) => {
    let x = 0;
    for (const cell of row.children) {
      while (grid[y]?.[x] !== undefined) x += 1;
      const text = inline(cell, base);
      for (let down = 0; down < Number(cell.getAttribute('rowspan') ?? 1); down += 1) {
        for (let right = 0; right < Number(cell.getAttribute('colspan') ?? 1); right += 1) {
          const target = grid[y + down];
          if (target) target[x + right] = text;
        }
      }
    }
  });
  return grid;
}

const mergeRows = (rows: readonly string[][]): string[] =>
  (rows[0] ?? []).map((_, x) => [...new Set(rows.map(row => row[x] ?? ''))].join(' '));

/** The text of an element with its inline marks; lists inside it are written elsewhere. */
function inline(element: Element, base: URL): string {
  const parts = [...element.childNodes].map(node => {
    if (node.nodeType === 3) return (node.textContent ?? '').replace(/[ \n\t]+/g, ' ');
    // SAFETY: the articles hold no comments, so what is not text is an element.
    return inlineElement(node as Element, base);
  });
  return parts.join('').replace(/^ +| +$/g, '');
}

function inlineElement(element: Element, base: URL): string {
  const text = (): string => inline(element, base);
  switch (element.tagName) {
    case 'UL':
    case 'OL':
      return '';
    case 'STRONG':
      return `**${text()}**`;
    case 'EM':
      return `*${text()}*`;
    case 'CODE':
      return `\`${text()}\``;
    case 'A':
      return `[${text()}](${new URL(element.getAttribute('href') ?? '', base).href})`;
    case 'ABBR':
      return text();
    case 'SUP':
      return `[^${element.textContent ?? ''}]`;
    default:
      throw new Error(`The golden text has no rule for <${element.tagName.toLowerCase()}>`);
  }
}

const image = (element: Element, base: URL): string =>
  `![${element.getAttribute('alt') ?? ''}](${new URL(element.getAttribute('src') ?? '', base).href})`;
