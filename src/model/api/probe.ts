import type { ApiIngestionInput } from '../generated/types.ts';
import { fail, type Params } from '../problem.ts';
import type { Row } from '../table/value.ts';
import { usualParameters } from './pagination.ts';
import { findColumns, type FoundColumns } from './probeColumns.ts';
import { findFilters, type FoundFilters } from './probeFilters.ts';
import type { ProbePage, Probing } from './probing.ts';
import { findPaging, type FoundPaging } from './probePaging.ts';

/** Why a field has its value, or has none. */
export interface ProbeReason {
  readonly field: keyof ApiIngestionInput & string;
  /** `probe.<code>` in the catalogues. */
  readonly code: string;
  readonly params: Params;
}

/** A configuration that fits what an API was seen to do. */
export interface ApiProposal {
  readonly config: ApiIngestionInput;
  /** In the order of the fields. */
  readonly reasons: readonly ProbeReason[];
  readonly pages: readonly { readonly uri: string; readonly rows: number }[];
}

export interface FirstAnswer {
  /** The address without anything of ours. */
  readonly base: string;
  /** Where the rows stand in its answers. */
  readonly path: readonly string[];
  readonly page: ProbePage;
}

/**
 * What to write into a configuration for this address: two pages are read, and a few rows more where styles of
 * pagination must be told apart. Throws data `api_empty`.
 */
export function* probeApi({ base, path, page }: FirstAnswer): Probing<ApiProposal> {
  if (page.rows.length === 0) throw fail('data', 'api_empty', { uri: base });
  const { key } = findColumns(page.rows);
  const single = key?.names.length === 1 ? key.names[0] : undefined;
  const paging = yield* findPaging({ base, page, key: single ?? null });
  const pages = [page, ...(paging?.second ? [paging.second] : [])];
  const rows = withoutTwins(pages, single);
  const columns = findColumns(rows);
  const filters = yield* findFilters({ base, rows, columns });
  return {
    ...propose({ base, path, paging, columns, filters, count: rows.length }),
    pages: pages.map(({ uri, rows: { length } }) => ({ uri, rows: length })),
  };
}

/** A list that changes while it is read may give a row twice. */
function withoutTwins(pages: readonly ProbePage[], key: string | undefined): Row[] {
  const [first, second] = pages.map(({ rows }) => rows);
  if (key === undefined || !second) return [...(first ?? []), ...(second ?? [])];
  const there = new Set(first?.map(row => String(row[key])));
  return [...(first ?? []), ...second.filter(row => !there.has(String(row[key])))];
}

interface Seen {
  readonly base: string;
  readonly path: readonly string[];
  readonly paging: FoundPaging | null;
  readonly columns: FoundColumns;
  readonly filters: FoundFilters;
  /** Rows that were looked at. */
  readonly count: number;
}

type Choice = Pick<ApiProposal, 'config' | 'reasons'>;

function propose(seen: Seen): Choice {
  const choices = [
    { config: { base_url: seen.base }, reasons: [] },
    proposePath(seen),
    proposePaging(seen),
    proposeKey(seen),
    proposeDate(seen),
    proposeRange(seen),
    proposeWatermark(seen),
  ];
  return {
    config: Object.assign({}, ...choices.map(({ config }) => config)),
    reasons: choices.flatMap(({ reasons }) => reasons),
  };
}

const choose = (config: ApiIngestionInput, field: ProbeReason['field'], code: string, params: Params = {}): Choice => ({
  config,
  reasons: [{ field, code, params }],
});

const NOTHING: Choice = { config: {}, reasons: [] };

/** `data` is looked for by itself. */
function proposePath(seen: Seen): Choice {
  const path = seen.path.join('.');
  if (path === '' || path === 'data') return NOTHING;
  return choose({ data_path: path }, 'data_path', 'data_path', { path });
}

function proposePaging({ paging, count }: Seen): Choice {
  if (!paging) return choose({ pagination: 'page' }, 'pagination', 'not_paged', { rows: count });
  const { pagination, nextPath, fixedSize, firstPage, sign } = paging;
  const usual = new Map(Object.entries(usualParameters(pagination)));
  const isUsualName = (name: string, value: string) => usual.get(name) === value;
  const parameters = Object.entries(paging.parameters).filter(([name, value]) => !isUsualName(name, value));
  const path = nextPath?.join('.') ?? '';
  const isUsual = pagination === 'cursor' && path === 'next_cursor';
  const params = { path, ...paging.parameters, rows: fixedSize ?? 0 };
  const config: ApiIngestionInput = {
    pagination,
    ...(parameters.length > 0 ? { parameters: Object.fromEntries(parameters) } : {}),
    ...(path !== '' && !isUsual ? { next_path: path } : {}),
    ...(fixedSize === null ? {} : { page_size: fixedSize }),
    ...(firstPage === 0 ? { first_page: 0 } : {}),
  };
  return choose(config, 'pagination', sign, params);
}

function proposeKey({ columns: { key }, count }: Seen): Choice {
  if (!key) return choose({}, 'primary_key', 'key_none', { rows: count });
  const [column = '', ...others] = key.names;
  if (others.length > 0) {
    const params = { columns: key.names.join(', '), rows: count };
    return choose({ primary_key: [...key.names] }, 'primary_key', 'key_together', params);
  }
  const code = key.isNamed ? 'key_named' : 'key_unique';
  return choose({ primary_key: column }, 'primary_key', code, { column, rows: count });
}

function proposeDate({ columns }: Seen): Choice {
  const [column, ...others] = columns.dates;
  if (column === undefined) return choose({}, 'date_column', 'date_none');
  const code = others.length > 0 ? 'date_first' : 'date_only';
  return choose({ date_column: column }, 'date_column', code, { column, others: others.join(', ') });
}

function proposeRange({ filters: { range } }: Seen): Choice {
  if (!range) return NOTHING;
  const { start, end } = range;
  return choose({ start_param: start, end_param: end }, 'start_param', 'range', { start, end });
}

function proposeWatermark({ columns: { changed }, filters }: Seen): Choice {
  if (changed === null) return choose({}, 'watermark', 'watermark_none');
  const { since, tried } = filters;
  if (since === null) return choose({}, 'watermark', 'watermark_unasked', { column: changed, tried: tried.join(', ') });
  const config: ApiIngestionInput = {
    watermark: 'last_updated_at',
    ...(changed === 'updated_at' ? {} : { watermark_column: changed }),
    ...(since === 'since' ? {} : { watermark_param: since }),
  };
  return choose(config, 'watermark', 'watermark', { column: changed, param: since });
}
