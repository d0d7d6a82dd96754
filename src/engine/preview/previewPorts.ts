import type { Artifacts, Cache, Journal, Ports } from '../ports.ts';
import type { WorkFolderPorts } from '../workFolderParts.ts';

/** What the requests of a preview took, however they ended. */
export interface RequestTally {
  count: number;
  ms: number;
}

/** The same ports, but nothing is remembered and nothing is written: a preview leaves no trace in the work folder. */
export function previewPorts(ports: WorkFolderPorts, tally: RequestTally): Ports {
  return { ...ports, artifacts: inTheAir(ports), cache: NO_CACHE, http: counting(ports, tally) };
}

export const NO_JOURNAL: Journal = {
  append: () => undefined,
  flush: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

const NO_CACHE: Cache = {
  page: () => undefined,
  putPage: () => undefined,
  activity: () => undefined,
  lastActivity: () => undefined,
  putActivity: () => undefined,
};

const inTheAir = ({ artifacts, hash }: Ports): Artifacts => ({
  read: path => artifacts.read(path),
  write: (_path, bytes) => Promise.resolve(hash.sha256(bytes)),
  reuse: () => Promise.resolve(false),
  readInput: path => artifacts.readInput(path),
});

function counting({ http, clock }: Ports, tally: RequestTally): Ports['http'] {
  return {
    lookup: host => http.lookup(host),
    async get(request) {
      const startedMs = clock.now().getTime();
      try {
        return await http.get(request);
      } finally {
        tally.count += 1;
        tally.ms += Math.max(0, clock.now().getTime() - startedMs);
      }
    },
  };
}
