import type { Load } from '../../../../src/model/api/load.ts';
import type { PageAnswer, PageMark } from '../../../../src/model/api/pagination.ts';
import type { Row } from '../../../../src/model/table/value.ts';
import type { WatermarkValue } from '../../../../src/model/dataset/watermark.ts';

export interface SourceRow {
  readonly id: number;
  readonly day: string;
  readonly value: number;
  /** Seconds of the source's clock. */
  readonly updated: number;
  /** Of all changes, one after the other: what the API's own tokens stand for. */
  readonly version: number;
}

export type Random = () => number;

const START = Date.parse('2026-03-28T22:00:00Z') / 1000;
const DAYS = ['2026-03-27', '2026-03-28', '2026-03-29', '2026-03-30', '2026-03-31'];

export const timeText = (seconds: number): string => new Date((START + seconds) * 1000).toISOString();

export const rowOf = ({ id, day, value, updated }: SourceRow): Row => ({
  id,
  day,
  value,
  updated_at: timeText(updated),
});

/** A source whose rows come, change and go; `since` is inclusive, and its list is in the order of ids, or of changes. */
export function createModelApi(random: Random, load: Load) {
  const rows = new Map<number, SourceRow>();
  let [clock, lastId, version] = [0, 0, 0];
  const pick = (below: number): number => Math.floor(random() * below);
  const isByChange = load.watermark === 'cursor';
  const write = (row: Omit<SourceRow, 'updated' | 'version'>): void =>
    void rows.set(row.id, { ...row, updated: clock, version: ++version });

  function change(): void {
    // Several changes may carry one time.
    clock += pick(2);
    const some = [...rows.values()][pick(rows.size)];
    const kind = pick(3);
    if (!some || kind === 0) write({ id: ++lastId, day: DAYS[pick(5)] ?? '', value: pick(100) });
    else if (kind === 1) write({ ...some, value: pick(100), day: pick(3) === 0 ? (DAYS[pick(5)] ?? '') : some.day });
    else if (rows.size > 3) rows.delete(some.id);
  }

  function list(since: WatermarkValue | null): SourceRow[] {
    const all = [...rows.values()].filter(row => isAsked(load, row, since));
    return all.sort((a, b) => (isByChange ? a.version - b.version : a.id - b.id));
  }

  return {
    rows,
    change,
    now: () => timeText(clock),
    /** Time passes, so that what comes later is later. */
    tick: () => void (clock += 1),
    answer(mark: PageMark, pageSize: number, since: WatermarkValue | null): { rows: SourceRow[]; page: PageAnswer } {
      const limit = 'reading' in mark ? mark.reading.window.limit : pageSize;
      const all = list(load.pagination === 'cursor' ? null : since);
      const from = placeOf(mark, all, isByChange);
      const some = all.slice(from, from + limit);
      const last = some.at(-1);
      const next = last && from + limit < all.length ? tokenOf(last, isByChange) : null;
      return {
        rows: some,
        page: { keys: some.map(({ id }) => String(id)), next, order: some.map(({ id }) => String(id)) },
      };
    },
  };
}

function isAsked({ watermark }: Load, row: SourceRow, since: WatermarkValue | null): boolean {
  if (since === null) return true;
  if (watermark === 'last_updated_at') return timeText(row.updated) >= String(since);
  return watermark === 'last_id' ? row.id > Number(since) : true;
}

const tokenOf = ({ id, version }: SourceRow, isByChange: boolean): string => String(isByChange ? version : id);

/** Where the page begins in the list as it is now. */
function placeOf(mark: PageMark, all: readonly SourceRow[], isByChange: boolean): number {
  if ('reading' in mark) return mark.reading.window.start;
  const token = mark.pagination === 'cursor' ? mark.cursor : mark.pagination === 'link' ? mark.url : mark.after;
  if (token === null) return 0;
  const at = all.findIndex(row => Number(tokenOf(row, isByChange)) > Number(token));
  return at < 0 ? all.length : at;
}
