/** What a field says to a listener that stands on it. */
export const isChecked = ({ currentTarget }: Event): boolean =>
  currentTarget instanceof HTMLInputElement && currentTarget.checked;

export const optionOf = ({ currentTarget }: Event): string =>
  currentTarget instanceof HTMLSelectElement ? currentTarget.value : '';
