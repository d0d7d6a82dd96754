/** Notes at the foot of a text: `[^1]` where they are called, `[^1]: …` where they stand, and no arrows back. */
import { textOf } from './measureText.ts';
import { remake } from './moveNodes.ts';

const CALL = /^[[(]?\s*(?:note\s*)?([\d*†‡]{1,4}|[a-z])\s*[\])]?$/i;
const BACK = /^[\s↩↑↲⏎⤴^︎\ufe0e]*(?:retour|back|jump up|haut)?[\s↩↑^︎\ufe0e]*$/iu;

export function linkFootnotes(root: Element): void {
  const links = [...root.querySelectorAll('a[href^="#"]')];
  if (links.length === 0) return;
  const targets = targetsById(root);
  const numbers = new Map<Element, number>();
  for (const link of links) {
    const note = noteOf(link, { root, targets });
    if (note) call(link, numberOf(note, numbers));
  }
  for (const [note, number] of numbers) writeNote(note, number);
}

/** The note that a link calls: numbered like a call, set above the line or named as one, and its target is a block. */
function noteOf(link: Element, { root, targets }: { root: Element; targets: Targets }): Element | null {
  if (!CALL.test(textOf(link)) || !isCall(link)) return null;
  const id = link.getAttribute('href')?.slice(1) ?? '';
  const target = targets.get(id) ?? targets.get(decode(id));
  const note = target?.closest('li,p,dd,aside,div') ?? null;
  return note && !note.contains(link) && textOf(note).length > 1 && note !== root ? note : null;
}

function isCall(link: Element): boolean {
  const names = `${link.getAttribute('class') ?? ''} ${link.getAttribute('role') ?? ''} ${link.getAttribute('href') ?? ''}`;
  return link.closest('sup') !== null || /note|\bfn|ref/i.test(names);
}

type Targets = ReadonlyMap<string, Element>;

/** By walking once: an id may hold characters that a selector cannot, and a page may have thousands of notes. */
function targetsById(root: Element): Targets {
  const targets = new Map<string, Element>();
  for (const element of root.querySelectorAll('[id],a[name]')) {
    const id = element.getAttribute('id') ?? element.getAttribute('name') ?? '';
    if (id !== '' && !targets.has(id)) targets.set(id, element);
  }
  return targets;
}

function decode(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

function numberOf(note: Element, numbers: Map<Element, number>): number {
  const number = numbers.get(note) ?? numbers.size + 1;
  numbers.set(note, number);
  return number;
}

function call(link: Element, number: number): void {
  const mark = link.ownerDocument.createElement('x-note');
  mark.textContent = String(number);
  (link.closest('sup') ?? link).replaceWith(mark);
}

/** The note leaves its list: Markdown wants it as a line of its own. */
function writeNote(note: Element, number: number): void {
  for (const link of [...note.querySelectorAll('a[href^="#"]')])
    if (BACK.test(textOf(link)) || textOf(link) === String(number)) link.remove();
  const definition = remake(note, 'x-notetext');
  definition.setAttribute('data-number', String(number));
  const list = note.tagName === 'LI' ? note.parentElement : null;
  if (!list) return note.replaceWith(definition);
  list.before(definition);
  note.remove();
  if (!list.firstElementChild) list.remove();
}
