import { html, live, type View } from './lit.ts';

export interface SearchField {
  /** Its name, and what stands in it while it is empty. */
  readonly hint: string;
  readonly query: string;
  /** Told at each key. */
  search(query: string): void;
  enter?(): void;
}

export const searchField = ({ hint, query, search, enter }: SearchField): View =>
  html`<input
    class="in"
    type="search"
    placeholder=${hint}
    aria-label=${hint}
    .value=${live(query)}
    @input=${(event: InputEvent) => search(textOf(event))}
    @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && enter?.()}
  />`;

// SAFETY: the listener stands on the field above.
const textOf = (event: InputEvent): string => (event.target as HTMLInputElement).value;
