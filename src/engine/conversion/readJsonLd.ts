/** schema.org facts about the article, from JSON-LD blocks that may be broken, nested or lists. */
import { tidy } from './titleText.ts';

export type LinkedData = {
  headline: string | null;
  author: string | null;
  published: string | null;
  language: string | null;
};

const ARTICLE = /(?:Article|Posting|Report|Recipe|WebPage|Guide|HowTo|Review|APIReference|Event|NewsItem)$/;
/** Graphs are flat or two levels deep; a bound keeps a hostile one short. */
const MAX_NODES = 2000;

export function readJsonLd(blocks: readonly string[]): LinkedData {
  const nodes = blocks.flatMap(block => articleNodes(parse(block)));
  nodes.sort((a, b) => rank(a) - rank(b));
  return {
    headline: firstOf(nodes, node => textValue(node['headline'])),
    author: firstOf(nodes, node => names(node['author']) ?? names(node['creator'])),
    published: firstOf(nodes, node => textValue(node['datePublished']) ?? textValue(node['dateCreated'])),
    language: firstOf(nodes, node => textValue(node['inLanguage'])),
  };
}

type Json = Record<string, unknown>;

/** A WebPage describes the frame; an article in it knows better. */
function rank(node: Json): number {
  return /WebPage$/.test(typesOf(node)) ? 1 : 0;
}

function firstOf(nodes: readonly Json[], read: (node: Json) => string | null): string | null {
  for (const node of nodes) {
    const value = read(node);
    if (value !== null) return value;
  }
  return null;
}

function parse(block: string): unknown {
  try {
    return JSON.parse(block.replace(/^\s*(?:<!--|\/\/<!\[CDATA\[|\/\*<!\[CDATA\[\*\/)|(?:-->|\/\/\]\]>)\s*$/g, ''));
  } catch {
    return null; // broken JSON-LD is common and says nothing
  }
}

function articleNodes(start: unknown): Json[] {
  const queue: unknown[] = [start];
  const found: Json[] = [];
  for (let i = 0; i < queue.length && i < MAX_NODES; i++) {
    const value = queue[i];
    if (Array.isArray(value)) queue.push(...value.slice(0, MAX_NODES));
    else if (isRecord(value)) {
      if (ARTICLE.test(typesOf(value))) found.push(value);
      queue.push(value['@graph'], value['mainEntity'], value['mainEntityOfPage']);
    }
  }
  return found;
}

function typesOf(node: Json): string {
  const type = node['@type'];
  return Array.isArray(type) ? String(type[0] ?? '') : String(type ?? '');
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textValue(value: unknown): string | null {
  if (Array.isArray(value)) return textValue(value[0]);
  if (isRecord(value)) return textValue(value['name'] ?? value['@value']);
  return typeof value === 'string' && tidy(value) !== '' ? tidy(value) : null;
}

function names(value: unknown): string | null {
  const list = (Array.isArray(value) ? value : [value])
    .map(textValue)
    .filter(name => name !== null && !/^https?:/.test(name));
  return list.length > 0 ? [...new Set(list)].join(', ') : null;
}
