/** What a server asks for a million tokens of text. */
export interface Price {
  readonly host: string;
  readonly model: string;
  readonly usdPerMillionTokens: number;
}

/** When the table was last compared with https://developers.openai.com/api/docs/pricing. */
export const PRICES_OF = '2026-11';

const PRICES: readonly Price[] = [
  { host: 'api.openai.com', model: 'text-embedding-3-small', usdPerMillionTokens: 0.02 },
  { host: 'api.openai.com', model: 'text-embedding-3-large', usdPerMillionTokens: 0.13 },
  { host: 'api.openai.com', model: 'text-embedding-ada-002', usdPerMillionTokens: 0.1 },
];

/**
 * US dollars for a million tokens; undefined when nobody knows. `overrides` is what a person set, `model=price` with
 * commas between, and wins: prices change, and other servers have their own. What it says badly is left out.
 */
export function priceOf(host: string, model: string, overrides = ''): number | undefined {
  for (const entry of overrides.split(',')) {
    const at = entry.lastIndexOf('=');
    const price = entry.slice(at + 1).trim();
    if (at > 0 && entry.slice(0, at).trim() === model && /^\d+(\.\d+)?$/.test(price)) return Number(price);
  }
  return PRICES.find(known => known.host === host && known.model === model)?.usdPerMillionTokens;
}

/** Null when the price is unknown. */
export const costOf = (tokens: number, usdPerMillionTokens: number | undefined): number | null =>
  usdPerMillionTokens === undefined ? null : (tokens * usdPerMillionTokens) / 1_000_000;

/** $0.0042, 0,0042 $US: cents do when there is one. */
export const dollars = (usd: number, language: string): string =>
  new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'USD',
    ...(usd > 0 && usd < 0.01 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 2 }),
  }).format(usd);
