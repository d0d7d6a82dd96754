import { parseRetryAfter } from './retryAfter.ts';

type Header = (name: string) => string | null;

/** What is counted, as OpenAI names it in its headers, and most of its imitators with it. */
const COUNTED = ['requests', 'tokens'];

/**
 * How long a server wishes to be left alone, in milliseconds: Retry-After in both its forms, OpenAI's `retry-after-ms`,
 * else the time until what is used up is there again; undefined when it says nothing of it.
 * https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers
 */
export function readPause(header: Header, now: Date): number | undefined {
  const exact = header('retry-after-ms') ?? '';
  if (/^\d+(\.\d+)?$/.test(exact)) return Math.ceil(Number(exact));
  const asked = parseRetryAfter(header('retry-after'), now);
  if (asked !== undefined) return asked;
  const usedUp = COUNTED.filter(name => header(`x-ratelimit-remaining-${name}`)?.trim() === '0');
  const resets = usedUp.map(name => parseDuration(header(`x-ratelimit-reset-${name}`)));
  const known = resets.filter(ms => ms !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** `1s`, `6m0s`, `20ms`, `2m59.56s`, and plain seconds, which Azure sends. */
function parseDuration(value: string | null): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  if (!/^(\d+(\.\d+)?(h|ms|m|s))+$/.test(text)) return undefined;
  const parts = text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g);
  return Math.ceil([...parts].reduce((sum, [, count, unit = '']) => sum + Number(count) * (UNITS[unit] ?? 0), 0));
}
