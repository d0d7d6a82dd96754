import type { TypedField } from '../table/columnType.ts';
import { fieldOf, fitFor } from '../table/fitValue.ts';
import type { Row, Value } from '../table/value.ts';
import { valueText } from './valueText.ts';

/** Whether two rows are one in a table of these columns: as it would hold them, whatever the texts they came in. */
export function createRowComparison(columns: readonly TypedField[]): (a: Row, b: Row) => boolean {
  const fits = columns.map(({ name, type }) => ({ name, fit: fitFor(type) }));
  return (a, b) =>
    fits.every(({ name, fit }) => {
      const [left, right] = [fieldOf(a, name), fieldOf(b, name)];
      return left === right || isOne(fit(left), fit(right));
    });
}

const isOne = (a: Value | undefined, b: Value | undefined): boolean => a === b || valueText(a) === valueText(b);
