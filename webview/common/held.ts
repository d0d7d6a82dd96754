import { directive, Directive, noChange, type PropertyPart } from './lit.ts';

/**
 * What a field shows until somebody types there: a page that is drawn again meanwhile leaves the typing alone, which
 * `live` would undo. A value that is another than before is shown at once; whoever leaves the field sees what holds.
 */
class Held extends Directive {
  #last: string | null = null;

  render(value: string): string {
    return value;
  }

  override update({ element }: PropertyPart, [value]: [string]): unknown {
    // SAFETY: it is bound to the value of fields only.
    const field = element as HTMLInputElement;
    if (this.#last === null) field.addEventListener('blur', () => (field.value = this.#last ?? ''));
    const isTyped = field === document.activeElement && value === this.#last;
    this.#last = value;
    return isTyped || field.value === value ? noChange : value;
  }
}

export const held = directive(Held);
