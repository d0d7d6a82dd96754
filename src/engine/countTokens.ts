/**
 * Tokens as OpenAI's embedding models count them (cl100k_base).
 * gpt-tokenizer 4.0.0: pure JavaScript, 27 MB/s on French prose; 971 KB minified and 60–110 ms to load, hence on demand.
 */
export type CountTokens = (text: string) => number;

/**
 * Runs without a seam for the tokenizer, whose merging is quadratic in them: 100,000 letters took 6–9 s.
 * Cut every 256 units they cost 0.2 ms each, and the count is at most one token too high for each cut.
 */
const RUN_LIMIT = 256;
const LONG_RUN = /\p{L}{257,}|\s{257,}|[^\s\p{L}\p{N}]{257,}/gu;

export async function loadTokenCounter(): Promise<CountTokens> {
  const { countTokens } = await import('gpt-tokenizer/encoding/cl100k_base');
  // `<|endoftext|>` in a page is text like any other; by default the library throws at it.
  const count = (text: string): number => countTokens(text, { disallowedSpecial: new Set() });
  return text => cutLongRuns(text).reduce((tokens, part) => tokens + count(part), 0);
}

/** The longest beginning of `text` that stays within `limit` tokens, roughly: never above it, at most a tenth below. */
export function cutToTokens(text: string, limit: number, countTokens: CountTokens): string {
  let cut = text;
  for (let tokens = countTokens(cut); tokens > limit; tokens = countTokens(cut)) {
    const shorter = Math.floor(cut.length * Math.min(0.95, (limit / tokens) * 0.98));
    cut = text.slice(0, shorter).replace(/[\ud800-\udbff]$/, '');
  }
  return cut;
}

function cutLongRuns(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { index, 0: run } of text.matchAll(LONG_RUN)) {
    for (let cut = index; cut < index + run.length; cut += RUN_LIMIT) {
      parts.push(text.slice(from, cut));
      from = cut;
    }
  }
  parts.push(text.slice(from));
  return parts;
}
