import { html, type View } from './lit.ts';

export interface DropDown {
  /** Of what opens, for `closeDropDown`. */
  readonly id: string;
  /** Of the button, and of what it opens. */
  readonly name: string;
  readonly icon: View;
  readonly content: View;
  readonly isOff?: boolean;
}

/**
 * A button, and what it opens below itself. The browser does the rest: Escape, a click beside it or another one that opens
 * closes it, and the focus goes back to the button. A field in it with `autofocus` takes the focus.
 */
export const dropDown = ({ id, name, icon, content, isOff = false }: DropDown): View =>
  html`<button class="tool" popovertarget=${id} aria-label=${name} title=${name} ?disabled=${isOff}>${icon}</button>
    <div popover id=${id} class="drop" role="dialog" aria-label=${name}>${content}</div>`;

export function closeDropDown(id: string): void {
  const open = document.getElementById(id);
  if (open?.matches(':popover-open')) open.hidePopover();
}
