/**
 * Makes every table a plain grid with one heading row, because Markdown has nothing else: spans are spread out,
 * heading rows are joined ("2024 T1"), lists and paragraphs in cells become lines, layout tables become blocks.
 * What a row needs to be understood stands in the row itself, since a chunk may hold it alone.
 */
import { textOf } from './measureText.ts';
import { remake, unwrap } from './moveNodes.ts';
import { readGrid, type Cell } from './tableGrid.ts';

export function regularTables(root: Element): void {
  // Inner tables first: document order turned round.
  for (const table of [...root.querySelectorAll('table')].reverse()) regularTable(table);
}

function regularTable(table: Element): void {
  const rows = readGrid(table);
  if (isLayout(table, rows)) return unfold(table);
  const headings = headingRows(rows);
  const body = rows.slice(headings);
  const width = Math.max(...rows.map(row => row.length));
  const titles = headings > 0 ? joinHeadings(rows.slice(0, headings), width) : Array.from({ length: width }, () => '');
  rebuild(table, { titles, body, width });
}

/** Wider is no table that anyone reads, and the writer's cost grows with the square. */
const MAX_WIDTH = 100;

/** One column of blocks, or blocks that no cell can hold: the table only placed things on the page. */
function isLayout(table: Element, rows: Cell[][]): boolean {
  const width = Math.max(0, ...rows.map(row => row.length));
  if (rows.length === 0 || width === 0 || width > MAX_WIDTH) return true;
  if (/^(?:presentation|none)$/.test(table.getAttribute('role') ?? '')) return true;
  if (table.querySelector('th')) return false;
  if (width === 1) return rows.length === 1 || table.querySelector('p,div,ul,ol,h1,h2,h3,h4') !== null;
  if (table.querySelector('table,h1,h2,h3,x-table')) return true;
  return rows.some(row => row.some(cell => cell.element.querySelectorAll('p').length > 3));
}

function unfold(table: Element): void {
  const caption = table.querySelector('caption');
  const blocks = [...table.querySelectorAll('td,th')]
    .filter(cell => cell.closest('table') === table)
    .map(cell => remake(cell, 'div'));
  if (caption) table.before(remake(caption, 'p'));
  for (const block of blocks) table.before(block);
  table.remove();
}

/** How many rows at the top are headings: those of the thead, else those made of th alone. */
function headingRows(rows: Cell[][]): number {
  const isHeading = (row: Cell[]): boolean =>
    row.every(({ element }) => element.closest('thead') !== null || element.tagName === 'TH');
  const end = rows.findIndex(row => !isHeading(row));
  const count = end < 0 ? rows.length : end;
  if (count === 0) return rows.length > 1 && rows[0]?.every(isBold) === true ? 1 : 0;
  // A table of th alone has one heading row; its others are rows.
  return end < 0 ? 1 : Math.min(count, 4);
}

/** Many pages make a heading row of bold cells. */
function isBold({ element }: Cell): boolean {
  const bold = element.querySelector('strong,b');
  return bold !== null && textOf(bold) === textOf(element);
}

/** A title that spans columns is said in each of them. */
function joinHeadings(rows: Cell[][], width: number): string[] {
  return Array.from({ length: width }, (_, column) => {
    const words = rows.map(row => (row[column] ? withoutBold(inner(row[column])) : '')).filter(text => text !== '');
    return words.filter((word, index) => word !== words[index - 1]).join(' ');
  });
}

/** A heading cell is bold already. */
function withoutBold(html: string): string {
  return html.replace(/<\/?(?:strong|b)(?:\s[^>]*)?>/g, '');
}

function inner(cell: Cell): string {
  return flatten(cell.element).innerHTML;
}

type Grid = { titles: string[]; body: Cell[][]; width: number };

function rebuild(table: Element, { titles, body, width }: Grid): void {
  const page = table.ownerDocument;
  const caption = table.querySelector('caption');
  const grid = page.createElement('table');
  const align = body[0]?.map(alignmentOf) ?? [];
  grid.append(rowOf(titles, { page, tag: 'th', align }));
  for (const row of body) grid.append(rowOf(textsOf(row, width), { page, tag: 'td', align: [] }));
  table.replaceWith(...(caption && textOf(caption) !== '' ? [remake(caption, 'p')] : []), grid);
}

/** A value that spans rows or columns is repeated in each; one that spans the whole table is a title, said once. */
function textsOf(row: Cell[], width: number): string[] {
  const isTitle = row.length > 1 && row.every(cell => cell === row[0]);
  return Array.from({ length: width }, (_, column) => {
    const cell = row[column];
    return !cell || (isTitle && column > 0) ? '' : inner(cell);
  });
}

function rowOf(texts: string[], { page, tag, align }: { page: Document; tag: string; align: string[] }): Element {
  const row = page.createElement('tr');
  texts.forEach((text, column) => {
    const cell = page.createElement(tag);
    cell.innerHTML = text;
    const side = align[column] ?? '';
    if (side !== '') cell.setAttribute('align', side);
    row.append(cell);
  });
  return row;
}

function alignmentOf({ element }: Cell): string {
  const said =
    element.getAttribute('align') ?? /text-align\s*:\s*(\w+)/.exec(element.getAttribute('style') ?? '')?.[1] ?? '';
  return /^(?:right|center)$/.test(said) ? said : '';
}

const BLOCKS = 'p,div,ul,ol,li,h1,h2,h3,h4,h5,h6,blockquote,dl,dt,dd,section,article,figure,figcaption,header,tr';

/** A cell is one line: blocks end in a line break, list items begin with a bullet, code loses its lines. */
function flatten(source: Element): Element {
  // SAFETY: cloning an element gives an element.
  const cell = source.cloneNode(true) as Element;
  for (const pre of [...cell.querySelectorAll('pre')]) flattenCode(pre);
  for (const item of [...cell.querySelectorAll('li')]) item.prepend('• ');
  for (const block of [...cell.querySelectorAll(BLOCKS)].reverse()) {
    block.append(block.ownerDocument.createElement('br'));
    unwrap(block);
  }
  trimBreaks(cell);
  return cell;
}

function flattenCode(pre: Element): void {
  const lines = (pre.textContent ?? '').split('\n').filter(line => line.trim() !== '');
  for (const line of lines) {
    const code = pre.ownerDocument.createElement('code');
    code.textContent = line;
    pre.before(code, pre.ownerDocument.createElement('br'));
  }
  pre.remove();
}

/** No break at the ends, none twice. */
function trimBreaks(cell: Element): void {
  let afterBreak = true;
  let last: Element | null = null;
  for (const node of [...cell.childNodes]) {
    if (node.nodeName !== 'BR') {
      if ((node.textContent ?? '').trim() !== '' || node.nodeName === 'IMG') [afterBreak, last] = [false, null];
    } else if (afterBreak) node.remove();
    else {
      afterBreak = true;
      // SAFETY: a node named BR is an element.
      last = node as Element;
    }
  }
  last?.remove();
}
