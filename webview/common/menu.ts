import { html, ref, type View } from './lit.ts';
import { walk } from './walk.ts';

export interface MenuItem {
  readonly label: string;
  readonly isOff?: boolean;
  run(): void;
}

export interface MenuOptions {
  readonly id: string;
  readonly label: string;
  /** It opens below this. */
  readonly box: DOMRect;
  readonly items: readonly MenuItem[];
  /** It was closed, by whatever. */
  close(): void;
}

/** px that it stays away from the edges of the page. */
const EDGE = 4;

/** A menu that opens where it is drawn, with its first item in focus. Escape and a click beside it close it; the focus goes back. */
export function menu({ id, label, box, items, close }: MenuOptions): View {
  const choose = (item: MenuItem) => {
    close();
    item.run();
  };
  return html`<div
    popover
    id=${id}
    class="menu"
    role="menu"
    aria-label=${label}
    ${ref(element => open(element, box))}
    @toggle=${(event: Event) => event instanceof ToggleEvent && event.newState === 'closed' && close()}
    @keydown=${press}
  >
    ${items.map(
      item =>
        html`<button role="menuitem" tabindex="-1" ?disabled=${item.isOff ?? false} @click=${() => choose(item)}>
          ${item.label}
        </button>`,
    )}
  </div>`;
}

const opened = new WeakSet<Element>();

function open(element: Element | undefined, box: DOMRect): void {
  if (!(element instanceof HTMLElement) || opened.has(element)) return;
  opened.add(element);
  // Its items are drawn after this.
  queueMicrotask(() => {
    if (!element.isConnected) return;
    element.showPopover();
    const { width, height } = element.getBoundingClientRect();
    const below = box.bottom + height <= innerHeight - EDGE;
    const top = below ? box.bottom : Math.max(EDGE, Math.min(box.top, innerHeight - height - EDGE));
    element.style.left = `${Math.max(EDGE, Math.min(box.left, innerWidth - width - EDGE))}px`;
    element.style.top = `${top}px`;
    itemsIn(element)[0]?.focus();
  });
}

const itemsIn = (menu: Element): HTMLButtonElement[] => [
  ...menu.querySelectorAll<HTMLButtonElement>('[role=menuitem]:not([disabled])'),
];

function press(event: KeyboardEvent): void {
  // SAFETY: the listener stands on the menu itself.
  const items = itemsIn(event.currentTarget as Element);
  const at = items.findIndex(item => item === document.activeElement);
  const next = items[walk(event.key, at, items.length, 'down') ?? -1];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
