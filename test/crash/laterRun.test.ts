import { expect, test } from 'vitest';
import { createApiWorld, pagesOf, type ApiWorld } from '../fakes/apiRun.ts';

/** Rows of one day, each as it was changed last. */
const rowsAt = (versions: readonly number[]) =>
  versions.map((version, at) => ({
    ...{ id: at + 1, day: '2026-01-01', version },
    updated_at: `2026-01-01T00:00:0${version}Z`,
  }));

const versionsOf = ({ disk }: ApiWorld): readonly unknown[] =>
  [...disk.published.values()].flatMap(({ rows }) => rows.map(({ version }) => Number(version)));

const LOADS = [
  ['merge', { write: 'merge', watermark: 'last_updated_at', watermark_column: 'updated_at' }],
  ['replace', { write: 'replace', watermark: 'none' }],
] as const;

/** A run that is stopped when it has asked for so many pages, or when it has read them all; and one after it. */
async function overtaken(load: (typeof LOADS)[number][1], pages: number): Promise<ApiWorld> {
  const input = { ...load, page_size: 2, concurrency: 1 };
  const park = new AbortController();
  let rows = rowsAt([1, 1, 1, 1]);
  let asked = 0;
  const world = createApiWorld(url => {
    if ((asked += 1) === pages) park.abort();
    return pagesOf(rows)(url);
  });
  expect(await world.ingest(input, park.signal)).toMatchObject({ status: 'parked' });
  rows = rowsAt([2, 2, 2, 2]);
  await world.clock.sleep(1000);
  expect(await world.ingest(input, undefined, 'run-2')).toMatchObject({ status: 'success' });
  return world;
}

test.each(LOADS.flatMap(load => [2, 3].map(pages => [...load, pages] as const)))(
  'what a later run wrote is not overwritten by an earlier one that goes on: %s, %o, stopped at page %i',
  async (_, load, pages) => {
    const world = await overtaken(load, pages);
    expect(versionsOf(world)).toEqual([2, 2, 2, 2]);
    expect(await world.resume()).toMatchObject({ status: 'success' });
    expect(versionsOf(world)).toEqual([2, 2, 2, 2]);
  },
);

test('it says that it asked again, and counts no page twice, but all requests that were answered', async () => {
  const world = await overtaken(LOADS[0][1], 3);
  const before = world.http.requests.length;
  const { result } = await world.resume();
  expect(result).toMatchObject({ pages: 3, records: 0, warnings: [{ code: 'api_asked_again', params: {} }] });
  expect(world.http.requests.length - before).toBe(3);
  expect(result?.requests).toBe(5);
});

test('nothing of a later run is lost, whenever the one that goes on dies', async () => {
  const whole = await overtaken(LOADS[1][1], 3);
  const from = whole.steps();
  await whole.resume();
  for (let after = 0; after < whole.steps() - from; after += 1)
    for (const keeps of [true, false]) {
      const world = await overtaken(LOADS[1][1], 3);
      world.dieAfter(after, keeps);
      await world.resume().catch(() => undefined);
      world.revive();
      if (world.events().at(-1)?.eventType !== 'WorkflowExecutionCompleted') await world.resume();
      expect([after, ...versionsOf(world)]).toEqual([after, 2, 2, 2, 2]);
    }
});

test('what an earlier version has read goes on where no run of this one has written, and is asked again where one has', async () => {
  const forget = (world: ApiWorld): void =>
    world.editNote('reading', text => JSON.stringify({ ...JSON.parse(text), writers: undefined }));
  const park = new AbortController();
  const alone = createApiWorld(url => (park.abort(), pagesOf(rowsAt([1, 1, 1, 1]))(url)));
  await alone.ingest({ page_size: 2, concurrency: 1 }, park.signal);
  forget(alone);
  expect(await alone.resume()).toMatchObject({ status: 'success', result: { pages: 3, requests: 3, warnings: [] } });
  const world = await overtaken(LOADS[1][1], 3);
  forget(world);
  await world.resume();
  expect(versionsOf(world)).toEqual([2, 2, 2, 2]);
});
