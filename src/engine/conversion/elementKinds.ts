/** What an element is, by its tag, role and visible state. */
import type { RemovalReason } from './removals.ts';
import { linkDensity, type TextSize } from './measureText.ts';

/** Elements of a line of text. */
export const INLINE =
  /^(?:A|ABBR|B|BDI|BDO|BR|BUTTON|CITE|CODE|DATA|DEL|DFN|EM|FONT|I|IMG|INPUT|INS|KBD|MARK|MATH|PICTURE|Q|S|SAMP|SMALL|SPAN|STRONG|SUB|SUP|TIME|U|VAR|WBR)$/;

const ROLES: ReadonlyMap<string, RemovalReason> = new Map<string, RemovalReason>([
  ['navigation', 'navigation'],
  ['menu', 'navigation'],
  ['menubar', 'navigation'],
  ['search', 'navigation'],
  ['contentinfo', 'footer'],
  ['dialog', 'sidebar'],
  ['alertdialog', 'sidebar'],
  ['doc-toc', 'navigation'],
]);

export function roleReason(element: Element): RemovalReason | null {
  const role = element.getAttribute('role');
  if (role === 'banner' && !element.querySelector('h1')) return 'navigation';
  return role === null ? null : (ROLES.get(role) ?? null);
}

/** Hidden from everyone; tabs and folded answers are hidden too and are content. */
export function isHidden(element: Element): boolean {
  if (!element.hasAttribute('hidden') && !hasHidingStyle(element) && element.getAttribute('aria-hidden') !== 'true') {
    return false;
  }
  if (element.tagName === 'MATH' || element.tagName === 'IMG') return false;
  return !/\b(?:tabpanel|tab-pane|accordion|panel|collapse|faq|answer|fallback-image)\b/i.test(
    `${element.getAttribute('role') ?? ''} ${element.getAttribute('class') ?? ''}`,
  );
}

function hasHidingStyle(element: Element): boolean {
  return /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(element.getAttribute('style') ?? '');
}

/** An aside that explains (a note, a box of figures) belongs to the article; one full of links does not. */
export function isCallout(element: Element, size: TextSize): boolean {
  if (!isInside(element, 'ARTICLE MAIN SECTION')) return false;
  const named =
    /(?:^|[\s_-])(?:note|tip|warning|caution|info|callout|admonition|important|encadre|encart|footnotes?|pullquote|hint)(?:$|[\s_-])/i;
  const names = `${element.getAttribute('class') ?? ''} ${element.getAttribute('role') ?? ''}`;
  return named.test(names) && linkDensity(size) < 0.5;
}

/** Whether one of the ancestors has one of these tags ("PRE CODE"). */
export function isInside(element: Element, tags: string): boolean {
  const wanted = tags.split(' ');
  for (let parent = element.parentNode; parent; parent = parent.parentNode) {
    if (wanted.includes(parent.nodeName)) return true;
  }
  return false;
}
