import { isPageStatus, problemOfStatus } from '../model/httpStatus.ts';
import { ProblemError } from '../model/problem.ts';
import { parseRetryAfter } from '../model/retryAfter.ts';
import type { ActivityContext } from './activity.ts';
import { type Answer, followRedirects } from './followRedirects.ts';
import type { PageRecord } from './ports.ts';
import type { Refusal, RobotsGate } from './robotsGate.ts';

export interface FetchedPage {
  readonly status: 200 | 304;
  readonly finalUri: string;
  /** As the header says it. */
  readonly contentType: string | null;
  /** Empty at 304. */
  readonly body: Uint8Array;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly redirects: readonly string[];
}

export type FetchOutcome = { readonly page: FetchedPage } | { readonly refusal: Refusal };

export interface PageRequest {
  readonly context: ActivityContext;
  readonly gate: RobotsGate;
  /** Normalised. */
  readonly uri: string;
  /** What is known of this address: makes the request conditional. */
  readonly record?: PageRecord | undefined;
}

/** A page over the Http port, allowed by robots.txt on every hop. Throws ProblemError for a status that brings no page. */
export async function fetchPage({ context, gate, uri, record }: PageRequest): Promise<FetchOutcome> {
  const { ports, settings, signal } = context;
  try {
    const answer = await followRedirects({
      uri,
      ports,
      settings,
      signal,
      maxBytes: settings.maxPageBytes,
      headersFor: hop => (record && hop === record.finalUri ? conditionOf(record) : {}),
      async beforeHop(hop) {
        context.heartbeat();
        const refusal = await gate.pass(hop, context);
        if (refusal) throw new Refused(refusal);
      },
    });
    return { page: pageOf(answer, record, ports.clock.now()) };
  } catch (thrown) {
    if (thrown instanceof Refused) return { refusal: thrown.refusal };
    throw thrown;
  }
}

/** Carries a refusal out of the hops; never leaves this file. */
class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

function conditionOf({ etag, lastModified }: PageRecord): Record<string, string> {
  if (etag !== null) return { 'if-none-match': etag };
  return lastModified === null ? {} : { 'if-modified-since': lastModified };
}

function pageOf(answer: Answer, record: PageRecord | undefined, now: Date): FetchedPage {
  const { status, headers, finalUri, redirects } = answer;
  const isUnchanged = status === 304 && record?.finalUri === finalUri;
  if (!isUnchanged && !isPageStatus(status)) throw statusError(answer, now);
  const known = isUnchanged ? record : undefined;
  return {
    status: isUnchanged ? 304 : 200,
    finalUri,
    redirects,
    body: isUnchanged ? new Uint8Array() : answer.body,
    contentType: known?.contentType ?? headers['content-type'] ?? null,
    etag: headers['etag'] ?? known?.etag ?? null,
    lastModified: headers['last-modified'] ?? known?.lastModified ?? null,
  };
}

function statusError({ status, headers, finalUri }: Answer, now: Date): ProblemError {
  const retryAfterMs = parseRetryAfter(headers['retry-after'], now);
  return new ProblemError(problemOfStatus(status, finalUri), { retryAfterMs });
}
