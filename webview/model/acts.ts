import type { SchemaPlace } from '../../src/model/drawing.ts';
import type { Text } from '../../src/model/speech.ts';
import type { Form } from './state.ts';

/** What the parts of the page need of it: words, and what a click means. */
export interface Acts {
  readonly text: Text;
  /** The shipped schemas are explained in both languages; a user's own only by themselves. */
  readonly isOurs: boolean;
  pick(type: string, part?: string | null): void;
  hover(type: string | null): void;
  show(form: Form): void;
  search(query: string): void;
  zoomTo(zoom: number | null): void;
  /** A place in a schema file, in an editor. */
  openPlace(place: SchemaPlace): void;
  locate(): void;
  chooseRun(): void;
  openSource(uri: string): void;
  save(format: 'svg' | 'png' | 'mermaid'): void;
  reload(): void;
}

/** A type's or part's explanation in the page's language. */
export function explain({ text, isOurs }: Acts, own: string, type: string, part?: string): string {
  const key = `schema.${type}${part === undefined ? '' : `.${part}`}`;
  return isOurs && text.has(key) ? text.say(key) : own;
}
