import assert from 'node:assert/strict';
import { prepareN8n } from '../n8n/host.mjs';
import { bytesOf } from '../world.mjs';

export const name = 'n8n, backfill';
export const program = 'n8n';
export const heavy = true;

const file = 'backfill.json';
/** As the command line tries a request. */
const ATTEMPTS = 3;

export async function prepare(world) {
  const ready = await prepareN8n(world, { rows: 400 });
  if ('missing' in ready) return ready;
  /** From New Year's Day to a day of January. */
  const backfillTo = async day => {
    await ready.n8n.importFlow(file, { ...ready.settings, start_date: '2026-01-01', end_date: date(day) });
    return ready.n8n.execute('IwBackfill');
  };
  return { ...ready, backfillTo };
}

export const tests = {
  'a first run ingests and validates each day': async ({ api, backfillTo, rowsOf, dataset }) => {
    const { status, of } = await backfillTo(3);
    assert.equal(status, 'success');
    assert.deepEqual(
      of('Split In Batches').map(({ date, verdict }) => [date, verdict]),
      [1, 2, 3].map(day => [date(day), 'passed']),
    );
    await assertAsTheApi({ api, rows: await rowsOf(dataset), days: 3 });
  },

  'a second run asks the API for nothing and leaves every file as it is': async ({ api, backfillTo, dataset }) => {
    const before = bytesOf(dataset);
    await api.fault('server_error', 1000);
    const { status, ran, of } = await backfillTo(3);
    await api.fault('server_error', 0);
    assert.equal(status, 'success');
    assert.ok(!ran.includes('Execute: ingest_api'), ran.join(', '));
    assert.equal(of('Split In Batches').length, 3);
    assert.deepEqual(bytesOf(dataset), before);
  },

  'a day for which the API answers 500 is named; the days behind it are ingested': async ctx => {
    const { api, backfillTo, rowsOf, dataset } = ctx;
    await api.fault('server_error', ATTEMPTS);
    const { status, error } = await backfillTo(5);
    assert.equal(status, 'error');
    assert.match(error, /^Backfill failed: 2026-01-04: .*500[^·]*$/);
    const days = new Set((await rowsOf(dataset)).map(({ _partition_date }) => _partition_date));
    assert.deepEqual([...days], [1, 2, 3, 5].map(date));
  },

  'the next run ingests that day alone': async ({ api, backfillTo, rowsOf, dataset }) => {
    const { status, runs } = await backfillTo(5);
    assert.equal(status, 'success');
    assert.equal(runs('Execute: ingest_api'), 1);
    await assertAsTheApi({ api, rows: await rowsOf(dataset), days: 5 });
  },

  'a day that fails its validation fails the execution, and again when it is there already': async ctx => {
    const { api, backfillTo, rowsOf, dataset } = ctx;
    await api.change({ insert: [{ event_date: date(6), occurred_at: `${date(6)}T12:00:00+01:00`, passengers: 5000 }] });
    for (const ingested of [1, 0]) {
      const { status, error, runs } = await backfillTo(6);
      assert.equal(status, 'error');
      assert.match(error, /^Backfill failed: 2026-01-06: Column 'passengers' has 1 values out of range \[0, 300\]/);
      assert.equal(runs('Execute: ingest_api'), ingested);
    }
    await assertAsTheApi({ api, rows: await rowsOf(dataset), days: 6 });
  },
};

const date = day => `2026-01-0${day}`;

async function assertAsTheApi({ api, rows, days }) {
  const answer = await fetch(`${api.url}/events/page?_limit=1000&start_date=2026-01-01&end_date=${date(days)}`);
  const ids = list => list.map(({ id }) => String(id)).toSorted();
  assert.deepEqual(ids(rows), ids(await answer.json()));
}
