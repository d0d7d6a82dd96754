import type { Reason } from '../problem.ts';
import type { Pagination } from './pagination.ts';

export const WATERMARKS = ['none', 'last_updated_at', 'last_id', 'cursor', 'hash'] as const;
export type Watermark = (typeof WATERMARKS)[number];

export const WRITES = ['replace', 'append', 'merge'] as const;
export type Write = (typeof WRITES)[number];

export const SCHEMA_CONTRACTS = ['evolve', 'freeze', 'discard_row', 'discard_value'] as const;
export type SchemaContract = (typeof SCHEMA_CONTRACTS)[number];

/** How a load reads, remembers, writes and what it does when the columns change. */
export interface Load {
  readonly pagination: Pagination;
  readonly watermark: Watermark;
  readonly write: Write;
  readonly schemaContract: SchemaContract;
}

/** Why some loads are refused: each of these would lose or double rows, or asks for what cannot be. The first that holds is told. */
const REFUSALS: readonly { readonly code: string; readonly holds: (load: Load) => boolean }[] = [
  // A day would be replaced by the few rows that changed since.
  { code: 'load_replace_watermark', holds: ({ write, watermark }) => write === 'replace' && watermark !== 'none' },
  // A second run would append every row again.
  { code: 'load_append_all', holds: ({ write, watermark }) => write === 'append' && watermark === 'none' },
  // A changed row comes again under the same key and would stand there twice.
  {
    code: 'load_append_changed',
    holds: ({ write, watermark }) => write === 'append' && watermark !== 'none' && watermark !== 'last_id',
  },
  // The remembered token is the API's own: only paging by tokens can give one and take it back.
  {
    code: 'load_cursor_pagination',
    holds: ({ watermark, pagination }) => watermark === 'cursor' && pagination !== 'cursor',
  },
];

/** Null when the load is legal: it can lose no row and double none. */
export function refuseLoad(load: Load): Reason | null {
  const refusal = REFUSALS.find(({ holds }) => holds(load));
  if (!refusal) return null;
  const { pagination, watermark, write, schemaContract } = load;
  return { code: refusal.code, params: { pagination, watermark, write, contract: schemaContract } };
}
