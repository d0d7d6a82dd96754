import type { Source } from '../../model/generated/types.ts';
import type { JudgedLink, LeavingReason } from '../discoverLinks.ts';

/** A link as it was first seen, or first kept. */
export interface SeenLink {
  readonly address: string;
  readonly reason: LeavingReason | undefined;
  /** The page that has it, and the sitemap that names it. */
  readonly page: string;
  readonly listedBy: string | null;
}

export interface SeenLinks {
  add(source: Source, link: JudgedLink): void;
  list(): Iterable<SeenLink>;
  get(address: string): SeenLink | undefined;
  readonly unlisted: number;
}

/** As many different addresses as a person can look through. */
const MOST_LINKS = 100_000;
/** `data:` and `javascript:` can be pages long. */
const LONGEST = 2_000;

/** Each address once: one that some page keeps is kept, whatever others say of it. */
export function createSeenLinks(most = MOST_LINKS): SeenLinks {
  const seen = new Map<string, SeenLink>();
  let unlisted = 0;
  return {
    add({ uri: page }, { address: whole, reason, listedBy }) {
      const address = whole.slice(0, LONGEST);
      const known = seen.get(address);
      if (known && (known.reason === undefined || reason !== undefined)) return;
      if (!known && seen.size >= most) unlisted += 1;
      else seen.set(address, { address, reason, page, listedBy });
    },
    list: () => seen.values(),
    get: address => seen.get(address),
    get unlisted() {
      return unlisted;
    },
  };
}
