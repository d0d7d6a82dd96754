/** Definition lists: GFM has none. "**Term**: definition" as list items, or blocks when a definition holds blocks. */
import { textOf } from './measureText.ts';
import { moveChildren, remake, unwrap } from './moveNodes.ts';

const BLOCKS = 'p,div,ul,ol,dl,pre,table,blockquote,h1,h2,h3,h4,h5,h6,figure,section';

export function tidyDefinitions(root: Element, language: string | null): void {
  const colon = language?.toLowerCase().startsWith('fr') ? '\u00a0: ' : ': ';
  for (const list of [...root.querySelectorAll('dl')].reverse()) {
    const pairs = readPairs(list);
    const hasBlocks = pairs.some(({ definitions }) => definitions.some(definition => definition.querySelector(BLOCKS)));
    for (const block of hasBlocks ? asBlocks(pairs) : [asItems(list, pairs, colon)]) list.before(block);
    list.remove();
  }
}

type Pair = { terms: Element[]; definitions: Element[] };

/** HTML allows a div around each pair. */
function readPairs(list: Element): Pair[] {
  const pairs: Pair[] = [];
  for (const part of list.querySelectorAll('dt,dd')) {
    if (part.closest('dl') !== list || textOf(part) === '') continue;
    const last = pairs.at(-1);
    if (part.tagName === 'DD') {
      if (last) last.definitions.push(part);
      else pairs.push({ terms: [], definitions: [part] });
    } else if (last?.definitions.length === 0) last.terms.push(part);
    else pairs.push({ terms: [part], definitions: [] });
  }
  return pairs;
}

function asItems(list: Element, pairs: Pair[], colon: string): Element {
  const items = list.ownerDocument.createElement('ul');
  for (const { terms, definitions } of pairs) {
    const item = list.ownerDocument.createElement('li');
    item.append(...boldTerms(terms));
    if (terms.length > 0 && definitions.length > 0)
      item.append(textOf(terms.at(-1) ?? item).endsWith(':') ? ' ' : colon);
    definitions.forEach((definition, index) => {
      if (index > 0) item.append(separator(item));
      moveChildren(definition, item);
    });
    items.append(item);
  }
  return items;
}

function separator(item: Element): string {
  return /[.!?;:]$/.test(textOf(item)) ? ' ' : ' ; ';
}

function asBlocks(pairs: Pair[]): Element[] {
  return pairs.flatMap(({ terms, definitions }) => [
    ...terms.map(term => {
      const line = term.ownerDocument.createElement('p');
      line.append(...boldTerms([term]));
      return line;
    }),
    ...definitions.map(definition => remake(definition, 'div')),
  ]);
}

function boldTerms(terms: Element[]): (Element | string)[] {
  return terms.flatMap((term, index) => {
    const bold = term.ownerDocument.createElement('strong');
    for (const inner of [...term.querySelectorAll('strong,b,dfn,em,i')]) unwrap(inner);
    moveChildren(term, bold);
    return index > 0 ? [', ', bold] : [bold];
  });
}
