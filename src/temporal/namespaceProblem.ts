import { fail, toProblem, type Problem } from '../model/problem.ts';
import type { TemporalPlace } from '../model/temporal/place.ts';

interface Seen {
  readonly place: Pick<TemporalPlace, 'address' | 'namespace'>;
  /** What the server says to who only looks at the namespace; null: it is there. */
  readonly seen: Problem | null;
}

/** A key or a version that is refused for everything is told as that. */
const OF_THE_SERVER = ['temporal_refused', 'temporal_old_server', 'temporal_failed'];

/**
 * Why a namespace was not made. A server that lets us look and not make one refuses that alone: its administrator makes
 * namespaces, or (Temporal Cloud) its own page does, or it does not like the name.
 */
export function namespaceProblem(error: unknown, { place, seen }: Seen): unknown {
  const { code } = toProblem(error);
  const isIn = seen === null || seen.code === 'temporal_namespace';
  if (!OF_THE_SERVER.includes(code) || !isIn) return error;
  const { address, namespace } = place;
  return fail('config', 'temporal_namespace_refused', { address, namespace, reason: reasonOf(error) }, error);
}

/** The server's own words are those of the innermost cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  return ('details' in error && String(error.details)) || error.message;
}
