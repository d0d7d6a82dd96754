import robotsParser from 'robots-parser';
import { decodeUnreserved } from '../model/address.ts';

// robots-parser 3.0.1: 10 KB, no dependency, Google's matching algorithm; 18 of 21 RFC 9309 cases (the best of those
// tried). One of its three gaps, %7E against ~, is closed here.

export interface RobotsRules {
  /** The line of robots.txt that forbids an address (1-based), 0 when none is named; undefined when it is allowed. */
  forbiddingLine(uri: string): number | undefined;
  /** What the site asks for between two requests, in milliseconds; 0 when it asks for nothing. */
  readonly crawlDelayMs: number;
  /** The addresses of its `Sitemap:` lines, as written. */
  readonly sitemaps: readonly string[];
}

/** Longer wishes would make a run endless; Bing's upper bound is the same. */
const LONGEST_DELAY_S = 30;

/** `userAgent` is the whole header; its product token, before the first `/`, finds the group (RFC 9309 section 2.2.1). */
export function readRobots(robotsUri: string, text: string, userAgent: string): RobotsRules {
  const robots = robotsParser(robotsUri, decodeUnreserved(text));
  const seconds = robots.getCrawlDelay(userAgent) ?? 0;
  return {
    forbiddingLine(uri) {
      const spelled = decodeUnreserved(uri);
      if (robots.isDisallowed(spelled, userAgent) !== true) return undefined;
      return Math.max(robots.getMatchingLineNumber(spelled, userAgent), 0);
    },
    crawlDelayMs: Math.min(Math.max(seconds, 0), LONGEST_DELAY_S) * 1000,
    sitemaps: robots.getSitemaps(),
  };
}

export const ALL_ALLOWED: RobotsRules = { forbiddingLine: () => undefined, crawlDelayMs: 0, sitemaps: [] };
