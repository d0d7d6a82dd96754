import { expect, test } from 'vitest';
import { createEvents } from '../../../../src/adapters/practiceServer/api/events.ts';
import { createEventStore } from '../../../../src/adapters/practiceServer/api/eventStore.ts';

const events = createEvents(500, 1);
const slots = [...Array(500).keys()];
const rowAt = (slot: number) => JSON.parse(`{${events.write(slot)}`);
const rows = slots.map(rowAt);
const everything = { startDate: undefined, endDate: undefined, since: undefined };

test('a row is the same in every process, and another for another seed', () => {
  expect(events.write(234)).toBe(createEvents(500, 1).write(234));
  expect(events.write(234)).not.toBe(createEvents(500, 2).write(234));
  expect(rowAt(234)).toMatchInlineSnapshot(`
    {
      "delay_minutes": -2,
      "event_date": "2026-02-12",
      "fare": 2.11,
      "line": "N2",
      "note": "Affluence exceptionnelle, fête des Passeurs 🎆",
      "occurred_at": "2026-02-12T02:28:45+01:00",
      "passengers": 0,
      "stop": {
        "name": "Hôtel-de-Ville",
        "position": {
          "lat": 49.9047,
          "lon": -0.8204,
        },
        "zone": "A",
      },
      "tags": [
        "market day",
      ],
      "updated_at": "2026-02-12T06:00:00Z",
    }
  `);
});

test('rows lie in the order of their time, from the first of January to the last of March', () => {
  const times = rows.map(row => Date.parse(row.occurred_at));
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(new Set(slots.map(events.dateOf)).size).toBe(90);
  expect([events.dateOf(0), events.dateOf(499)]).toEqual(['2026-01-01', '2026-03-31']);
});

test('a day is that of the town’s clock, which jumps on 29 March', () => {
  const offsetOf = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Paris', timeZoneName: 'longOffset' });
  for (const [slot, { occurred_at: at, event_date: date }] of rows.entries()) {
    expect([at.slice(0, 10), events.dateOf(slot)]).toEqual([date, date]);
    expect(offsetOf.format(new Date(at))).toContain(at.slice(-6));
  }
  expect(new Set(rows.map(row => row.occurred_at.slice(-6)))).toEqual(new Set(['+01:00', '+02:00']));
});

test('nulls, nested values, empty lists, decimals that binary floats spoil, equal times of change', () => {
  for (const column of ['passengers', 'delay_minutes', 'note'])
    expect(new Set(rows.map(row => row[column] === null))).toEqual(new Set([true, false]));
  expect(rows.some(row => row.tags.length === 0) && rows.some(row => row.tags.length > 1)).toBe(true);
  expect(slots.every(slot => /"fare":\d\.\d{3},/.test(events.write(slot)))).toBe(true);
  expect(rows[0].stop).toEqual({ name: expect.any(String), zone: expect.any(String), position: expect.anything() });
  expect(new Set(rows.map(row => row.updated_at)).size).toBeLessThan(500);
  expect(rows.filter(row => Date.parse(row.updated_at) - Date.parse(row.occurred_at) > 86_400_000)).not.toEqual([]);
  expect(slots.map(slot => new Date(events.updatedAt(slot) * 1000).toISOString().replace('.000', ''))).toEqual(
    rows.map(row => row.updated_at),
  );
});

test('a selection by days and by time of change is what a scan of all rows finds', () => {
  const store = createEventStore(events);
  store.update(5, { event_date: '2026-02-10', passengers: 3 });
  store.remove(300);
  store.insert({ event_date: '2026-02-11' });
  store.insert({ note: 'early' }, 'start');
  const all = store.select(everything);
  const present = [...Array(all.count).keys()].map(position => all.at(position));
  expect(present).toEqual([...Array(502).keys()].map(index => index - 1).filter(slot => slot !== 300));
  const filter = { startDate: '2026-02-10', endDate: '2026-02-11', since: Date.parse('2026-02-10T12:00:00Z') / 1000 };
  const selected = store.select(filter);
  const expected = present.filter(slot => {
    const { event_date: date, updated_at: updated } = JSON.parse(`{${store.write(slot)}`);
    return date >= filter.startDate && date <= filter.endDate && Date.parse(updated) / 1000 >= filter.since;
  });
  expect(expected).toContain(5);
  expect([...Array(selected.count).keys()].map(position => selected.at(position))).toEqual(expected);
});

test('what is changed is younger than all that was, and a reset takes it back', () => {
  const store = createEventStore(events);
  const newest = Math.max(...slots.map(events.updatedAt));
  expect(Date.parse(store.tick()) / 1000).toBeGreaterThan(newest);
  store.update(7, { passengers: -1 });
  expect(JSON.parse(`{${store.write(7)}`)).toEqual({
    ...rowAt(7),
    passengers: -1,
    updated_at: '2026-04-08T06:01:00Z',
  });
  store.remove(8);
  expect([store.has(8), store.has(500)]).toEqual([false, false]);
  store.reset();
  expect([store.has(8), store.write(7), store.select(everything).count]).toEqual([true, events.write(7), 500]);
});
