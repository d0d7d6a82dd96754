import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstReading, turnWindow, type Reading } from '../../../../src/model/api/windows.ts';

type Serve = (start: number, limit: number) => readonly string[];

const MAX_REQUESTS = 2_000;

/** Reads a served list to its end. */
function readAll(serve: Serve, limit: number, aligned: boolean) {
  const seen = new Set<string>();
  let reading: Reading = firstReading(limit);
  for (let requests = 1; requests < MAX_REQUESTS; requests += 1) {
    const { window } = reading;
    if (aligned) expect(window.start % window.limit).toBe(0);
    const keys = serve(window.start, window.limit);
    const turn = turnWindow(reading, keys, key => seen.has(key), aligned);
    if (turn.kind !== 'next') return { seen, requests, turn };
    if (turn.keeps) for (const key of keys) seen.add(key);
    reading = turn.reading;
  }
  throw new Error('does not end');
}

const list = (count: number) => Array.from({ length: count }, (_, at) => `r${at}`);
const still =
  (rows: readonly string[], cap = Infinity): Serve =>
  (start, limit) =>
    rows.slice(start, start + Math.min(limit, cap));

describe.each([
  { style: 'offset', aligned: false },
  { style: 'page', aligned: true },
])('reading by $style', ({ aligned }) => {
  test.each([0, 1, 2, 9, 10, 11, 100, 101])('a list of %i rows that holds still is read once, whole', count => {
    const { seen, requests, turn } = readAll(still(list(count)), 10, aligned);
    expect([...seen].sort()).toEqual(list(count).sort());
    expect(turn).toEqual({ kind: 'end', warning: null });
    expect(requests).toBeLessThan(count / (aligned ? 6 : 8) + 3);
  });

  test('a server that caps the page is read whole', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.integer({ min: 1, max: 12 }), (count, cap) => {
        // A server that caps counts its pages by the cap, too.
        const serve: Serve = (start, limit) =>
          aligned && limit > cap
            ? list(count).slice((start / limit) * cap, (start / limit + 1) * cap)
            : still(list(count), cap)(start, limit);
        expect(readAll(serve, 10, aligned).seen.size).toBe(count);
      }),
    );
  });

  test('a list that is not paged is taken whole, with a warning', () => {
    const { seen, turn } = readAll(() => list(30), 10, aligned);
    expect(seen.size).toBe(30);
    expect(turn).toMatchObject({ kind: 'end', warning: { code: 'api_not_paged' } });
  });

  test('no row that stays is lost, whatever is inserted and deleted meanwhile', () => {
    const change = fc.record({ at: fc.nat(1_000), insert: fc.nat(7), remove: fc.nat(7) });
    fc.assert(
      fc.property(
        fc.nat(80),
        fc.integer({ min: aligned ? 10 : 2, max: 14 }),
        fc.array(change, { maxLength: 25 }),
        (count, limit, changes) => {
          let rows = list(count);
          let turn = 0;
          const gone = new Set<string>();
          const serve: Serve = (start, length) => {
            const answer = rows.slice(start, start + length);
            const next = changes[turn];
            turn += 1;
            if (!next) return answer;
            const at = next.at % (rows.length + 1);
            for (const row of rows.slice(at, at + next.remove)) gone.add(row);
            const born = list(next.insert).map(row => `new ${turn} ${row}`);
            rows = [...rows.slice(0, at), ...born, ...rows.slice(at + next.remove)];
            return answer;
          };
          const { seen } = readAll(serve, limit, aligned);
          expect(list(count).filter(row => !gone.has(row) && !seen.has(row))).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('pages with a length of their own', () => {
  const fixed =
    (count: number, length: number): Serve =>
    (start, limit) =>
      list(count).slice((start / limit) * length, (start / limit + 1) * length);

  test('are read whole, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.nat(90),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 12 }),
        (count, length, limit) => {
          expect(readAll(fixed(count, length), limit, true).seen.size).toBe(count);
        },
      ),
      { numRuns: 100 },
    );
  });
});

test('the same page again and again after others is told', () => {
  const serve: Serve = (start, limit) => (start < 20 ? list(40).slice(start, start + limit) : list(40).slice(18, 28));
  expect(readAll(serve, 10, false).turn).toEqual({ kind: 'stuck' });
});
