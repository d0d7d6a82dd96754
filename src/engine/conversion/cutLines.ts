/** Takes out single lines that are no text: controls, bylines, cookie notices, links to another article. */
import { BYLINE_LINE, CONTROL_LINE, COOKIE_LINE, FEEDBACK_LINE, INLINE_RELATED } from './boilerplateWords.ts';
import { isInside } from './elementKinds.ts';
import { linkDensity, textOf, type TextSizes } from './measureText.ts';
import type { RemovalReason, Removals } from './removals.ts';

export type Cut = { root: Element; sizes: TextSizes; kept: ReadonlySet<Element>; removals: Removals };

type LineRule = {
  reason: RemovalReason;
  /** Characters of the longest line that can be such a one. */
  longest: number;
  tags: RegExp;
  fits(text: string, line: Element, cut: Cut): boolean;
};

const RULES: readonly LineRule[] = [
  { reason: 'related', longest: 250, tags: /^(?:P|DIV|LI|STRONG)$/, fits: isCallToRead },
  { reason: 'byline', longest: 120, tags: /^(?:P|DIV|SPAN)$/, fits: isByline },
  { reason: 'share', longest: 140, tags: /^(?:P|DIV|SPAN|A)$/, fits: text => CONTROL_LINE.test(text) },
  { reason: 'form', longest: 90, tags: /^(?:P|DIV|SPAN|LABEL|H[2-6])$/, fits: text => FEEDBACK_LINE.test(text) },
  { reason: 'cookie_banner', longest: 1500, tags: /^P$/, fits: text => COOKIE_LINE.test(text) },
];

export function cutLines(cut: Cut): void {
  for (const line of cut.root.querySelectorAll('p,div,span,a,li,strong,label,h2,h3,h4,h5,h6')) {
    if (!cut.root.contains(line) || cut.sizes.of(line).text > 1500) continue;
    const text = textOf(line);
    const rule =
      text === ''
        ? undefined
        : RULES.find(
            ({ longest, tags, fits }) => tags.test(line.tagName) && text.length <= longest && fits(text, line, cut),
          );
    if (rule && !isProtected(line, cut) && !isHeldByText(line)) removeLine(line, rule.reason, cut);
  }
}

/** The pattern ignores case for its words, so the capital of the name is asked for here. */
function isByline(text: string): boolean {
  if (!BYLINE_LINE.test(text)) return false;
  return !/^(?:by|par)\s/i.test(text) || /^(?:By|Par|BY|PAR)\s+(?:the |The )?\p{Lu}/u.test(text);
}

function isCallToRead(text: string, line: Element, { sizes }: Cut): boolean {
  return (INLINE_RELATED.test(text) || isShouted(line, text)) && linkDensity(sizes.of(line)) > 0.35;
}

/** A paragraph that is one link in capitals: news sites call out to another article so. */
function isShouted(line: Element, text: string): boolean {
  return line.tagName === 'P' && text.split(' ').length >= 4 && /[A-ZÀ-Þ]{4}/.test(text) && !/[a-zà-ÿ]{3}/.test(text);
}

export function isProtected(line: Element, { kept }: Cut): boolean {
  return isInside(line, 'TABLE PRE CODE BLOCKQUOTE FIGURE') || [...kept].some(one => one.contains(line));
}

/** A bold word in a sentence, a link in a list item: not a line of its own. */
export function isHeldByText(line: Element): boolean {
  const own = textOf(line).length;
  for (let parent = line.parentElement; parent; parent = parent.parentElement) {
    if (/^(?:P|LI|DD|DT|H[1-6]|SPAN|EM|STRONG)$/.test(parent.tagName)) return textOf(parent).length > own;
    if (!/^(?:A|B|I|U|SMALL)$/.test(parent.tagName)) return hasTextBeside(line);
  }
  return false;
}

function hasTextBeside(line: Element): boolean {
  if (!/^(?:SPAN|STRONG|B|A|LABEL)$/.test(line.tagName)) return false;
  const beside = [line.previousSibling, line.nextSibling];
  return beside.some(node => node?.nodeType === 3 && (node.nodeValue ?? '').trim() !== '');
}

export function removeLine(line: Element, reason: RemovalReason, { kept, removals }: Cut): void {
  const holdsKept = [...kept].some(one => line.contains(one));
  if (line.parentNode && !holdsKept) removals.remove(line, reason);
}
