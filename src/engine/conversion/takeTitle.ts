/** One title on top, once: the article's own heading when it is the title, whatever its level. */
import { headingText, letters } from './titleText.ts';

/** Takes away the heading that repeats the title; the caller writes the title as the first line. */
export function takeTitle(root: Element, title: string): void {
  const wanted = letters(title);
  if (wanted === '') return;
  const same = [...root.querySelectorAll('h1,h2')].find(heading => letters(headingText(heading)) === wanted);
  same?.remove();
}
