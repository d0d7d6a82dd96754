import { normaliseAddress } from '../../model/address.ts';
import type { Source } from '../../model/generated/types.ts';
import { fail } from '../../model/problem.ts';

/** The address that is asked for, and under which the cache knows the page. Throws config `address_unusable`. */
export function fetchedAddress(source: Source): string {
  const address = normaliseAddress(source.uri)?.address;
  if (address === undefined) throw fail('config', 'address_unusable', { uri: source.uri });
  return address;
}
