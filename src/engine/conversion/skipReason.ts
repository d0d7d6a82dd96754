/** Pages that have nothing to convert: empty ones, and applications that scripts would draw. */
import { textOf } from './measureText.ts';

export type SkipReason = 'empty_page' | 'script_only';

/** Characters under which a page with scripts says nothing: "Loading…", "Please enable JavaScript". */
const ALMOST_NOTHING = 80;

const NEEDS_SCRIPTS = /^.{0,40}(?:enable|activer|requires?|nécessite) (?:le )?javascript.{0,80}$/i;
/** Where frameworks mount. */
const APP_ROOT = /^(?:app|root|__next|__nuxt|main|svelte|q-app|gatsby)$|-(?:app|root)$/i;

export function skipReason(body: Element, scripts: number): SkipReason | null {
  const text = textOf(body);
  const isBlank = text === '' && !body.querySelector('img,math');
  if (scripts === 0) return isBlank ? 'empty_page' : null;
  return isBlank || isShell(body, text) || NEEDS_SCRIPTS.test(text) ? 'script_only' : null;
}

/** No element that holds words, and one that waits for them. */
function isShell(body: Element, text: string): boolean {
  if (text.length >= ALMOST_NOTHING || body.querySelector('p,h1,h2,h3,li,td,article,img')) return false;
  return [...body.querySelectorAll('[id]')].some(element => APP_ROOT.test(element.id));
}
