/** How much text each element holds and how much of it is links, in one walk: the scale of every later decision. */

export type TextSize = {
  /** Characters without white space. */
  text: number;
  /** Those of them inside links. */
  linked: number;
  /** Those of them inside paragraphs, list items, cells and the like, outside links. */
  prose: number;
};

export type TextSizes = { of(element: Element): TextSize };

const NOTHING: TextSize = { text: 0, linked: 0, prose: 0 };
const PROSE = new Set(['P', 'LI', 'TD', 'DD', 'PRE', 'BLOCKQUOTE']);

/** The sizes as they are now; elements removed later still count in what held them. */
export function measureText(root: Element): TextSizes {
  const sizes = new Map<Element, TextSize>();
  measure(root, { linked: false, prose: false }, sizes);
  return { of: element => sizes.get(element) ?? NOTHING };
}

function measure(
  element: Element,
  inside: { linked: boolean; prose: boolean },
  sizes: Map<Element, TextSize>,
): TextSize {
  const size: TextSize = { text: 0, linked: 0, prose: 0 };
  const linked = inside.linked || (element.tagName === 'A' && element.hasAttribute('href'));
  const prose = inside.prose || PROSE.has(element.tagName);
  for (let node = element.firstChild; node; node = node.nextSibling) {
    if (isElement(node)) add(size, measure(node, { linked, prose }, sizes));
    else if (node.nodeType === 3) {
      const length = visibleLength(node.nodeValue ?? '');
      add(size, { text: length, linked: linked ? length : 0, prose: prose && !linked ? length : 0 });
    }
  }
  sizes.set(element, size);
  return size;
}

function add(sum: TextSize, part: TextSize): void {
  sum.text += part.text;
  sum.linked += part.linked;
  sum.prose += part.prose;
}

export function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}

function visibleLength(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) if (!isBlank(text.charCodeAt(i))) length++;
  return length;
}

function isBlank(code: number): boolean {
  return code <= 32 || code === 0xa0 || code === 0x202f || code === 0x200b || code === 0xfeff;
}

/** 0 to 1; an element without text has no links either. */
export function linkDensity(size: TextSize): number {
  return size.text === 0 ? 0 : size.linked / size.text;
}

/** The text of an element in one line. */
export function textOf(node: Node): string {
  return (node.textContent ?? '').replace(/[\s\u200b\ufeff]+/g, ' ').trim();
}
