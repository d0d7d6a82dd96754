import { html, nothing, type View } from './lit.ts';

export interface NumberInput {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Of 1: whole numbers alone. */
  readonly step?: number;
  readonly id?: string;
  /** Its class. */
  readonly look?: string;
}

/** Held to its limits once it is left or entered. Another drawing meanwhile leaves alone what is being typed, which `live` would undo. */
export function numberInput(input: NumberInput, set: (value: number) => void): View {
  const { value, min, max, step = 1, id, look = 'num' } = input;
  const changed = (event: Event) => {
    // SAFETY: the listener stands on the field.
    const field = event.currentTarget as HTMLInputElement;
    const meant = step === 1 ? Math.round(field.valueAsNumber) : field.valueAsNumber;
    const held = Number.isFinite(meant) ? Math.min(max, Math.max(min, meant)) : value;
    set(held);
    // Where it is the value of before nothing is drawn anew.
    field.value = String(held);
  };
  return html`<input
    class="in ${look}"
    id=${id ?? nothing}
    type="number"
    min=${min}
    max=${max}
    step=${step}
    .value=${String(value)}
    @change=${changed}
  />`;
}
