import { artifactName } from '../model/artifactName.ts';
import type { RunState, SourceState } from '../model/runState.ts';

/**
 * The names of a run's artifacts, one a Source. 32 bits of hash are not enough to tell all addresses apart: where two
 * Sources would share a name, the one that was admitted later has the whole hash in its own. Admission has the same
 * order each time a run is resumed, and so have the names.
 */
export function createArtifactNames(
  { sources }: Pick<RunState, 'sources'>,
  sha256: (text: string) => string,
): (source: SourceState) => string {
  const names: string[] = [];
  const taken = new Set<string>();
  return source => {
    for (let at = names.length; at <= source.index; at += 1) {
      const { uri } = sources[at]!.source;
      const short = artifactName(uri, sha256);
      const name = taken.has(short) ? `${short}${sha256(uri).slice(8)}` : short;
      taken.add(name);
      names.push(name);
    }
    return names[source.index]!;
  };
}
