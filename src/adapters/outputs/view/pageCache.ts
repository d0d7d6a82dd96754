import type { ExactColumn } from '../../../model/table/exactColumn.ts';
import type { FlatPage } from '../flat/pages.ts';
import type { ChunkPages } from './pagePlaces.ts';

/** Rows of a page. `values`: physical, as hyparquet gives them. */
export type PageValues = ExactColumn | { readonly of: 'values'; readonly values: ArrayLike<unknown> };

/** Twenty columns of a million rows: all that a sorted table shows at a time, whose rows lie anywhere. */
const MOST_BYTES = 256_000_000;
/** What is larger is read again each time: a cell of 100 MB would push out all others. */
const MOST_OF_ONE = 32_000_000;
/** Lists of page places, of a hundred bytes a page. */
const MOST_CHUNKS = 2_000;

export interface Kept {
  readonly value: PageValues | FlatPage;
  readonly bytes: number;
}

/** What was decoded lately, by its place; the oldest go first. */
function createPageCache(most = MOST_BYTES) {
  const kept = new Map<string, Kept>();
  const chunks = new Map<string, ChunkPages>();
  let bytes = 0;
  return {
    get(key: string): Kept['value'] | undefined {
      const found = kept.get(key);
      if (found) {
        kept.delete(key);
        kept.set(key, found);
      }
      return found?.value;
    },
    keep(key: string, found: Kept): void {
      if (found.bytes > MOST_OF_ONE) return;
      bytes += found.bytes - (kept.get(key)?.bytes ?? 0);
      kept.delete(key);
      kept.set(key, found);
      for (const [other, old] of kept) {
        if (bytes <= most) break;
        kept.delete(other);
        bytes -= old.bytes;
      }
    },
    pages(key: string, find: () => ChunkPages): ChunkPages {
      const found = chunks.get(key) ?? find();
      chunks.set(key, found);
      for (const [other] of chunks) if (chunks.size > MOST_CHUNKS) chunks.delete(other);
      return found;
    },
  };
}

/** Of the reading thread. */
export const cache = createPageCache();

/** Of decoded values, roughly. A dictionary that pages share is weighed by itself. */
export function weightOf(value: PageValues): number {
  switch (value.of) {
    case 'numbers':
      return value.numbers.byteLength + value.nulls.byteLength;
    case 'longs':
      return value.longs.byteLength + value.nulls.byteLength;
    case 'fixed':
      return value.bytes.byteLength + value.nulls.byteLength;
    case 'texts':
      return value.pieces.reduce(
        (sum, { bytes, starts }) => sum + bytes.byteLength + starts.byteLength * 2,
        value.places.byteLength,
      );
    case 'values':
      return weigh(value.values);
  }
}

function weigh(values: ArrayLike<unknown>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (typeof value === 'string') sum += 16 + value.length * 2;
    else if (value instanceof Uint8Array) sum += 64 + value.length;
    else if (typeof value === 'object' && value !== null) sum += 32 + weigh(Object.values(value));
    else sum += 16;
  }
  return sum;
}
