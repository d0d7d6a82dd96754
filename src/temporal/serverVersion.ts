import { fail } from '../model/problem.ts';

/** The first that knows all that is asked of it here, as `error.temporal_old_server` says. */
const OLDEST_SERVER = '1.25.0';

/** False as well for a version that nobody can read. */
function isOlder(version: string, than: string): boolean {
  const [left, right] = [version, than].map(text => text.split('.').map(part => Number.parseInt(part, 10)));
  const at = [0, 1, 2].find(place => left?.[place] !== right?.[place]);
  return at !== undefined && (left?.[at] ?? 0) < (right?.[at] ?? 0);
}

/** Config `temporal_old_server`. */
export function refuseOld(version: string, { address }: { readonly address: string }): void {
  if (isOlder(version, OLDEST_SERVER)) throw fail('config', 'temporal_old_server', { address });
}
