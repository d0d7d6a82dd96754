import type { ActivityContext } from '../activity.ts';
import { type FetchedPage, fetchPage } from '../fetchPage.ts';
import type { Hash } from '../ports.ts';
import type { Refusal, RobotsGate } from '../robotsGate.ts';

export interface ObtainedPage extends FetchedPage {
  readonly sha256: string;
  /** The bytes already lie where the caller wanted them. */
  readonly isStored: boolean;
  /** What came over the network for it. */
  readonly bytes: number;
}

export type Obtained = { readonly page: ObtainedPage } | { readonly refusal: Refusal };

export interface ObtainRequest {
  readonly context: ActivityContext;
  readonly gate: RobotsGate;
  /** Normalised. */
  readonly uri: string;
  /** Where the page's bytes go when the server says that those of an earlier run still hold. */
  readonly path: string;
}

/**
 * A page from its server, or from an earlier run when the server answers 304; then `path` already holds it. Asked for
 * again without a condition when the old file is gone or changed.
 */
export async function obtainPage({ context, gate, uri, path }: ObtainRequest): Promise<Obtained> {
  const { artifacts, cache, hash } = context.ports;
  const record = cache.page(uri);
  const outcome = await fetchPage({ context, gate, uri, record });
  if ('refusal' in outcome) return outcome;
  const { page } = outcome;
  if (page.status === 200 || !record) return { page: fresh(page, hash) };
  if (await artifacts.reuse(record.path, path, record.sha256)) {
    const body = await artifacts.read(path);
    return { page: { ...page, body, sha256: record.sha256, isStored: true, bytes: 0 } };
  }
  const again = await fetchPage({ context, gate, uri });
  return 'refusal' in again ? again : { page: fresh(again.page, hash) };
}

const fresh = (page: FetchedPage, hash: Hash): ObtainedPage => ({
  ...page,
  sha256: hash.sha256(page.body),
  isStored: false,
  bytes: page.body.length,
});
