import { expect, test } from 'vitest';
import { API_FAULTS } from '../../../../src/adapters/practiceServer/api/faultCatalogue.ts';
import en from '../../../../l10n/bundle.l10n.json';

test('a menu has a name for every fault of the practice API, and says of it what the API says', () => {
  const catalogue: Record<string, string> = en;
  const said = API_FAULTS.map(({ name }) => [
    typeof catalogue[`practiceFault.${name}`],
    catalogue[`practiceFault.${name}.about`],
  ]);
  expect(said).toEqual(API_FAULTS.map(({ about }) => ['string', about]));
  expect(Object.keys(catalogue).filter(key => key.startsWith('practiceFault.'))).toHaveLength(2 * API_FAULTS.length);
});
