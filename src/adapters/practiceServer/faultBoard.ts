/** A fault that a server can be made to show. */
export interface FaultKind {
  readonly name: string;
  /** What a client sees, in one sentence. */
  readonly about?: string;
  /** What can be set beside how often; `usual` where nobody sets it. */
  readonly amount?: { readonly unit: 'seconds' | 'rows'; readonly usual: number };
}

export interface FaultState extends FaultKind {
  /** How many requests it will still spoil. */
  readonly left: number;
  /** Only requests for this path, when given. */
  readonly path?: string;
}

export interface FaultSetting {
  readonly path?: string | undefined;
  readonly amount?: number | undefined;
}

/** A fault that spoils one request. */
export interface TakenFault {
  readonly name: string;
  /** Its unit is that of its kind; 0 where it has none. */
  readonly amount: number;
}

export interface FaultBoard {
  list(): readonly FaultState[];
  /** Throws a RangeError for an unknown name, and for a count or an amount that is not a whole number from 0. */
  set(name: string, times: number, setting?: FaultSetting): void;
  /** The fault that spoils this request, if any, counted down. */
  take(path: string, fits?: (name: string) => boolean): TakenFault | undefined;
}

interface Switched extends FaultSetting {
  times: number;
}

/** The switches of one running server; of two that fit a request, the one switched on first answers. */
export function createFaultBoard(kinds: readonly FaultKind[]): FaultBoard {
  const byName = new Map(kinds.map(kind => [kind.name, kind]));
  const switched = new Map<string, Switched>();
  return {
    list: () => kinds.map(kind => stateOf(kind, switched.get(kind.name))),
    set: (name, times, { path, amount } = {}) => {
      if (!byName.has(name)) throw new RangeError(`No fault "${name}"; there are ${[...byName.keys()].join(', ')}`);
      if (!isCount(times)) throw new RangeError('"times" must be a whole number from 0');
      if (amount !== undefined && !isCount(amount)) throw new RangeError('"amount" must be a whole number from 0');
      switched.delete(name);
      if (times > 0) switched.set(name, { times, path, amount });
    },
    take: (path, fits = () => true) => {
      const found = [...switched].find(([name, fault]) => (fault.path ?? path) === path && fits(name));
      if (!found) return undefined;
      const [name, fault] = found;
      fault.times -= 1;
      if (fault.times === 0) switched.delete(name);
      return { name, amount: fault.amount ?? byName.get(name)?.amount?.usual ?? 0 };
    },
  };
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

function stateOf(kind: FaultKind, fault: Switched | undefined): FaultState {
  const amount = kind.amount && { ...kind.amount, usual: fault?.amount ?? kind.amount.usual };
  return {
    ...kind,
    ...(amount && { amount }),
    left: fault?.times ?? 0,
    ...(fault?.path !== undefined && { path: fault.path }),
  };
}
