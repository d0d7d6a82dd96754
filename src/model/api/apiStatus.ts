import { problemOfStatus } from '../httpStatus.ts';
import type { Problem } from '../problem.ts';

/** 206 too: some APIs call a page of a list so. */
export const isAnswerStatus = (status: number): boolean => status >= 200 && status < 300;

/**
 * What a status that brings no rows means, by who must act. Unlike a page of the web, an API that refuses is not left
 * aside: a person gives another address, a header, another parameter. The passing ones are those of `problemOfStatus`.
 */
export function problemOfApiStatus(status: number, uri: string): Problem {
  const known = problemOfStatus(status, uri);
  if (known.kind !== 'data') return known;
  const params = { status, uri };
  if (status === 403) return { kind: 'config', code: 'api_forbidden', params };
  if (status === 404 || status === 410) return { kind: 'config', code: 'api_not_found', params };
  return { kind: 'config', code: 'api_refused', params };
}
