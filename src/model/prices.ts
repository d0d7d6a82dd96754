/** What a server asks for a million tokens of text. */
export interface Price {
  readonly host: string;
  readonly model: string;
  readonly usdPerMillionTokens: number;
}

/** Where they are published. */
export const PRICES_AT = 'https://developers.openai.com/api/docs/pricing';

/** Read by nearly everybody's first chat; its price stands for "a model of the middle". */
const READING_MODEL = 'gpt-4.1';

/** When the table was last compared with `PRICES_AT`. */
export const PRICES_OF = '2026-11';

const PRICES: readonly Price[] = [
  { host: 'api.openai.com', model: 'text-embedding-3-small', usdPerMillionTokens: 0.02 },
  { host: 'api.openai.com', model: 'text-embedding-3-large', usdPerMillionTokens: 0.13 },
  { host: 'api.openai.com', model: 'text-embedding-ada-002', usdPerMillionTokens: 0.1 },
  // Of what a chat model reads; its answers cost more.
  { host: 'api.openai.com', model: READING_MODEL, usdPerMillionTokens: 2 },
];

/** What a model asks to read a question with its pages, and when that was looked up. */
export interface ReadingPrice {
  readonly model: string;
  readonly usdPerMillionTokens: number;
  /** YYYY-MM or YYYY-MM-DD. */
  readonly of: string;
  /** A person's own, not that of the table. */
  readonly isOwn: boolean;
}

/** `model=price@date`; the table's where nothing is set, or where it says nothing that can be read. */
export function readingPrice(own = ''): ReadingPrice {
  const [, model = '', price = '', of = ''] = READING_PRICE.exec(own.trim()) ?? [];
  if (model !== '') return { model, usdPerMillionTokens: Number(price), of, isOwn: true };
  const known = priceOf('api.openai.com', READING_MODEL) ?? 0;
  return { model: READING_MODEL, usdPerMillionTokens: known, of: PRICES_OF, isOwn: false };
}

/** The form of a price of one's own. */
export const READING_PRICE = /^([^\s=@]+)=(\d+(?:\.\d+)?)@(\d{4}-\d{2}(?:-\d{2})?)$/;

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
