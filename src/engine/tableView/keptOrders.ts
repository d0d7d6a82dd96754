/** What a query shows. */
export interface Arrangement {
  /** Of each position, the number of its row in the table; null: the table's own order. */
  readonly order: Uint32Array | null;
  readonly rows: number;
}

/** Of all tables together: 200 MB. */
const MOST_ROWS = 50_000_000;
/** Of one table. */
const MOST = 4;

/** What was arranged lately in one table, by query. */
export interface KeptOrders {
  get(key: string): Promise<Arrangement> | undefined;
  /** Until it fails, or others take its room. */
  keep(key: string, coming: Promise<Arrangement>): void;
  clear(): void;
}

/** Of all tables, so that many that are open do not keep more than a few. */
export interface OrderRoom {
  ofTable(): KeptOrders;
}

interface Kept {
  readonly forget: () => void;
  rows: number;
}

export function createOrderRoom(most = MOST_ROWS): OrderRoom {
  /** The oldest first. */
  const all = new Set<Kept>();
  let rows = 0;
  const leave = (one: Kept): void => {
    if (all.delete(one)) rows -= one.rows;
    one.forget();
  };
  const weigh = (one: Kept, more: number): void => {
    if (!all.has(one)) return;
    one.rows += more;
    rows += more;
    // The newest is what somebody looks at.
    for (const old of all) if (rows > most && all.size > 1) leave(old);
  };
  return {
    ofTable() {
      const own = new Map<string, { readonly coming: Promise<Arrangement>; readonly kept: Kept }>();
      const drop = (key: string, coming?: Promise<Arrangement>): void => {
        const found = own.get(key);
        if (found && (coming ?? found.coming) === found.coming) leave(found.kept);
      };
      return {
        get: key => own.get(key)?.coming,
        keep(key, coming) {
          const before = own.get(key);
          const size = before?.coming === coming ? before.kept.rows : 0;
          drop(key);
          const kept: Kept = { rows: 0, forget: () => own.get(key)?.kept === kept && own.delete(key) };
          own.set(key, { coming, kept });
          all.add(kept);
          for (const [other] of own) if (own.size > MOST) drop(other);
          if (size > 0) return weigh(kept, size);
          coming.then(
            ({ order }) => weigh(kept, order?.length ?? 0),
            () => drop(key, coming),
          );
        },
        clear: () => [...own.keys()].forEach(key => drop(key)),
      };
    },
  };
}
