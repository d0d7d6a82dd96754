/** The fields that have a value: null is the same as absent (`data-model.md`). */
export const present = <Value>(fields: Readonly<Record<string, Value | null | undefined>>): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, Value] => entry[1] !== null && entry[1] !== undefined),
  );
