import { html, type View } from './lit.ts';

/** A button that is an icon alone: its name is told to a screen reader, and shown to who rests on it. */
export const iconButton = (name: string, icon: View, run: () => void, isOff = false): View =>
  html`<button class="tool" aria-label=${name} title=${name} ?disabled=${isOff} @click=${run}>${icon}</button>`;
