import type { Problem } from './problem.ts';

/** Any 2xx but 206, which is a piece of a page that nobody asked for in pieces. */
export const isPageStatus = (status: number): boolean => status >= 200 && status < 300 && status !== 206;

export const isRedirectStatus = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

/**
 * What a status that brings no page means, by who must act.
 * 401 and 407: a person gives a header. 408, 425, 429 and 5xx: we ask again; but not after 501 and 505,
 * which say that asking again changes nothing. All others, 404, 410 and 403 first: nobody, the page is left aside.
 */
export function problemOfStatus(status: number, uri: string): Problem {
  const params = { status, uri };
  if (status === 401 || status === 407) return { kind: 'config', code: 'http_unauthorised', params };
  if (status === 403) return { kind: 'data', code: 'http_forbidden', params };
  if (isPassing(status)) return { kind: 'transient', code: 'http_unavailable', params };
  return { kind: 'data', code: 'http_status', params };
}

const isPassing = (status: number): boolean =>
  [408, 425, 429].includes(status) || (status >= 500 && status !== 501 && status !== 505);
