/**
 * Turndown 7.2.5 (250 KB minified, most of it domino, its parser): the best output of ten converters tried. It is
 * given a string, never a linkedom node (it then loses text in silence), and only the article: it does four pages of
 * 400 KB a second. Its input is prepared by tidyContent, so that tables are plain grids and code is `pre > code`.
 * @joplin/turndown-plugin-gfm 1.0.68: struck text and task lists. Its tables are not used: they are quadratic in rows
 * (20,000 rows took over a minute) and leave HTML where a cell holds a list or code.
 */
import { strikethrough, taskListItems } from '@joplin/turndown-plugin-gfm';
import TurndownService from 'turndown';
import { escapeMarkdown } from './escapeMarkdown.ts';
import { cleanMarkdown } from './cleanMarkdown.ts';

export function writeMarkdown(html: string): string {
  return cleanMarkdown(converter().turndown(html));
}

/** A new one each time: rules could keep state from one page to the next, and making one takes microseconds. */
function converter(): TurndownService {
  const service = new TurndownService({
    headingStyle: 'atx',
    hr: '---',
    bulletListMarker: '-',
    codeBlockStyle: 'fenced',
    emDelimiter: '*',
  });
  service.use([strikethrough, taskListItems]);
  service.escape = escapeMarkdown;
  for (const [name, rule] of Object.entries(RULES)) service.addRule(name, rule);
  return service;
}

const RULES: Record<string, TurndownService.Rule> = {
  bold: { filter: ['strong', 'b'], replacement: content => emphasis(content, '**') },
  italic: {
    filter: ['em', 'i', 'cite', 'dfn', 'var'],
    replacement: (content, node) => emphasis(content, node.nodeName === 'CITE' || node.nodeName === 'VAR' ? '' : '*'),
  },
  link: { filter: node => node.nodeName === 'A' && node.hasAttribute('href'), replacement: linkOf },
  item: { filter: 'li', replacement: itemOf },
  cell: { filter: ['th', 'td'], replacement: cellOf },
  row: { filter: 'tr', replacement: rowOf },
  rows: { filter: ['tbody', 'thead', 'tfoot'], replacement: content => content },
  table: { filter: 'table', replacement: content => `\n\n${content.trim().replace(/\n+/g, '\n')}\n\n` },
  note: { filter: node => node.nodeName === 'X-NOTE', replacement: content => `[^${content}]` },
  noteText: {
    filter: node => node.nodeName === 'X-NOTETEXT',
    replacement: (content, node) =>
      `\n\n[^${attribute(node, 'data-number')}]: ${content.trim().replace(/\n(?=.)/g, '\n    ')}\n\n`,
  },
  math: { filter: node => node.nodeName === 'X-MATH', replacement: (_, node) => `$${node.textContent ?? ''}$` },
  formula: {
    filter: node => node.nodeName === 'X-FORMULA',
    replacement: (_, node) => `\n\n$$\n${node.textContent ?? ''}\n$$\n\n`,
  },
  script: {
    filter: ['sup', 'sub'],
    replacement: (content, node) => `<${node.nodeName.toLowerCase()}>${content}</${node.nodeName.toLowerCase()}>`,
  },
  image: { filter: 'img', replacement: imageOf },
};

function attribute(node: Node, name: string): string {
  // SAFETY: what has getAttribute is an element.
  return 'getAttribute' in node ? ((node as Element).getAttribute(name) ?? '') : '';
}

/** Emphasis around blocks has no meaning in Markdown, and signs must touch the words. */
function emphasis(content: string, sign: string): string {
  const text = content.trim();
  if (text === '' || /\n\s*\n|^#|^[*_]|[*_]$|^!\[/.test(text)) return content;
  return `${sign}${text.replace(/ *\n/g, ' ')}${sign}`;
}

function linkOf(content: string, node: TurndownService.Node): string {
  const text = content.trim();
  if (text === '') return '';
  const card = /^(#{1,6} )(.*)$/.exec(text);
  const address = addressOf(attribute(node, 'href'));
  if (card) return `\n\n${card[1] ?? ''}[${card[2] ?? ''}](${address})\n\n`;
  // A card: a link around blocks. Its words are worth more than its address.
  if (/\n\s*\n|^#/.test(text)) return content;
  const line = text.replace(/\s*\n\s*/g, ' ');
  return line === attribute(node, 'href') ? `<${line}>` : `[${line}](${address})`;
}

/** Parentheses and spaces end an address early. */
function addressOf(address: string): string {
  return address.replace(/[\s()<>\\]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

function imageOf(_: string, node: TurndownService.Node): string {
  const alt = escapeMarkdown(attribute(node, 'alt').replace(/\s+/g, ' ').trim());
  const src = attribute(node, 'src');
  return src === '' ? '' : `![${alt}](${addressOf(src)})`;
}

/** Two or three columns of indent, as most Markdown is written; Turndown's own takes four. */
function itemOf(content: string, node: TurndownService.Node, options: TurndownService.Options): string {
  const prefix = markerOf(node, options);
  const text = content
    .replace(/^\n+/, '')
    .replace(/\n+$/, '')
    .replace(/^(\[[ x]\]) +/, '$1 ')
    .replace(/\n(?=[^\n])/g, `\n${' '.repeat(prefix.length)}`);
  if (text.trim() === '') return '';
  return `${prefix}${text}${node.nextSibling ? (/\n\n/.test(content.trim()) ? '\n\n' : '\n') : ''}`;
}

function markerOf(node: TurndownService.Node, options: TurndownService.Options): string {
  const list = node.parentNode;
  return list?.nodeName === 'OL' ? `${attribute(node, 'data-number')}. ` : `${options.bulletListMarker ?? '-'} `;
}

/** The first row is the heading row: regularTables makes every table so. */
function rowOf(content: string, node: TurndownService.Node): string {
  if (node.previousSibling) return `\n${content}`;
  const sides = Array.from(node.childNodes, cell => ALIGNMENTS[attribute(cell, 'align')] ?? '---');
  return `\n${content}\n| ${sides.join(' | ')} |`;
}

const ALIGNMENTS: Record<string, string> = { right: '--:', center: ':-:' };

/** Bars are escaped in code too (GFM 4.10), and lines become breaks. */
function cellOf(content: string, node: TurndownService.Node): string {
  const text = content
    .trim()
    .replace(/(?: {2})?\n+/g, '<br>')
    .replace(/(?<!\\)\|/g, '\\|');
  return `${node.previousSibling ? '' : '|'} ${text} |`;
}
