import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { prepareN8n } from '../n8n/host.mjs';
import { bytesOf } from '../world.mjs';

export const name = 'n8n, incremental ingestion';
export const program = 'n8n';
export const heavy = true;

const ROWS = 400;
const file = 'incremental-ingestion.json';

export async function prepare(world) {
  const ready = await prepareN8n(world, { rows: ROWS });
  if ('missing' in ready) return ready;
  await ready.n8n.importFlow(file, ready.settings);
  return { ...ready, execute: () => ready.n8n.execute('IwIncrementalLoad') };
}

export const tests = {
  'a first run writes every row of the API and validates it': async ({ execute, rowsOf, dataset }) => {
    const { status, of } = await execute();
    assert.equal(status, 'success');
    assert.equal(of('Notify Success')[0].message, `${ROWS} new or changed rows`);
    assert.equal(of('Notify Valid')[0].message, `${ROWS} rows are valid`);
    assertOnce(await rowsOf(dataset), ROWS);
  },

  'a second run finds nothing new and leaves every file as it is': async ({ execute, dataset }) => {
    const before = bytesOf(dataset);
    const { status, of } = await execute();
    assert.equal(status, 'success');
    const [{ records_count, pages, watermark }] = of('Parse JSON');
    assert.deepEqual([records_count, watermark.before], [0, watermark.after]);
    assert.ok(pages < ROWS / 100, `it read ${pages} pages, as many as everything takes`);
    assert.deepEqual(bytesOf(dataset), before);
  },

  'what is new or changed at the API, and only that, comes with the next run': async ctx => {
    const { api, execute, rowsOf, dataset } = ctx;
    await api.change({ insert: 3, update: 2 });
    const { status, of } = await execute();
    assert.equal(status, 'success');
    assert.equal(of('Notify Success')[0].message, '5 new or changed rows');
    assertOnce(await rowsOf(dataset), ROWS + 3);
  },

  'an API that answers 500 fails the execution with its reason, and the rows stay': async ctx => {
    const { api, execute, dataset } = ctx;
    const before = bytesOf(dataset);
    await api.fault('server_error', 1000);
    const { status, error, ran } = await execute();
    await api.fault('server_error', 0);
    assert.equal(status, 'error');
    assert.match(error, /^Ingestion failed: .*500/);
    assert.ok(ran.includes('Parse JSON') && !ran.includes('Validate'), ran.join(', '));
    assert.deepEqual(bytesOf(dataset), before);
  },

  'a failed validation takes a branch of its own': async ({ api, execute, rowsOf, dataset }) => {
    await api.change({ insert: [{ passengers: 5000 }] });
    const { status, error, ran } = await execute();
    assert.equal(status, 'error');
    assert.match(error, /^Validation failed: Column 'passengers' has 1 values out of range \[0, 300\]/);
    assert.ok(ran.includes('Notify Success') && !ran.includes('Fail: Ingestion'), ran.join(', '));
    assertOnce(await rowsOf(dataset), ROWS + 4);
  },

  'what is no date never reaches a shell': async ({ n8n, settings, execute, folder }) => {
    await n8n.importFlow(file, { ...settings, start_date: "2026-01-01'; touch reached; echo '" });
    const { status, error, ran } = await execute();
    assert.equal(status, 'error');
    assert.match(error, /^start_date and end_date must be dates/);
    assert.ok(!ran.includes('Execute Command'), ran.join(', '));
    assert.ok(!existsSync(path.join(folder, 'reached')));
  },

  'a wrong setting, exit 2, takes the error output': async ({ n8n, settings, execute }) => {
    await n8n.importFlow(file, { ...settings, header: 'Authorization: env:INGESTION_WORKSHOP_ABSENT' });
    const { status, error, ran } = await execute();
    assert.equal(status, 'error');
    assert.match(error, /^Ingestion failed: [^{]*INGESTION_WORKSHOP_ABSENT/);
    assert.ok(!ran.includes('Parse JSON'), ran.join(', '));
  },
};

function assertOnce(rows, count) {
  assert.equal(rows.length, count);
  assert.equal(new Set(rows.map(({ id }) => id)).size, count);
}
