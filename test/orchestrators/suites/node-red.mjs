// The shipped flow in the real Node-RED: what its debug nodes show and what lies in the dataset afterwards.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureNodeRed, startNodeRed } from '../node-red/host.mjs';

export const name = 'node-red';

export async function prepare(world) {
  const found = ensureNodeRed();
  return 'missing' in found ? found : { ...found, api: await world.practiceApi() };
}

const COUNTED = /\[debug:Result\]\s+\{ status: 'success', records_count: (\d+)/;
/** Where it happened; what is told. */
const ERROR = /\[debug:Error\]\s+\{\s*status: 'error',\s*node: '([^']*)',\s*error: ([^]*?)\s*\}\n/;
const VALID = /\[debug:Valid\]/;

export const tests = {
  'one page of the API is counted; an answer of 500 is told by the catch node': inFlow({}, async ({ flow, api }) => {
    await flow.press('iw-inject');
    assert.equal((await flow.until(COUNTED))[1], '100');
    await api.fault('server_error', 1);
    await flow.press('iw-inject');
    await told(flow, 'Count', /the API answers 500/);
  }),

  'an API that sends a page is told': inFlow({}, async ({ flow, api }) => {
    await api.fault('html_instead_of_json', 1);
    await flow.press('iw-inject');
    await told(flow, 'Parse JSON', /JSON/);
  }),

  'an API that is down is told': inFlow({ BASE_URL: 'http://127.0.0.1:9/events/page' }, async ({ flow }) => {
    await flow.press('iw-inject');
    await told(flow, 'One page', /ECONNREFUSED/);
  }),

  'the rows of a day are there after a run and valid; a second run doubles nothing': inFlow({}, async world => {
    const { flow, dataset, rows } = world;
    await flow.press('iw-inject-cli');
    await flow.until(VALID);
    const first = await rows();
    assert.ok(first.length > 1);
    assert.deepEqual([...new Set(first.map(row => row._partition_date))], ['2026-01-15']);
    const files = filesOf(dataset);
    await flow.press('iw-inject-cli');
    await flow.until(VALID);
    assert.deepEqual(await rows(), first);
    assert.deepEqual(filesOf(dataset), files);
  }),

  'the button for yesterday asks for yesterday, a day without rows': inFlow({}, async ({ flow, dataset }) => {
    const before = new Date(Date.now() - 86_400_000);
    await flow.press('iw-inject-yesterday');
    await flow.until(/\[debug:Ingested\][^]*?records_count: 0/);
    const after = new Date(Date.now() - 86_400_000);
    const days = [before, after].map(time => `partition_date=${time.toISOString().slice(0, 10)}`);
    assert.ok(days.some(day => existsSync(path.join(dataset, day, '_SUCCESS'))));
  }),

  'an API that answers 500 leaves the rows as they are and is told': inFlow({}, async ({ flow, api, rows }) => {
    await flow.press('iw-inject-cli');
    await flow.until(VALID);
    const before = await rows();
    assert.ok(before.length > 1);
    await api.fault('server_error', 1000);
    await flow.press('iw-inject-cli');
    await told(flow, 'What failed', /500[^]*\(exit 1\)/);
    assert.deepEqual(await rows(), before);
  }),

  'rows that fail a rule are told in its words': inFlow(
    { RULES_FILE: 'rules.json' },
    async ({ flow, folder, rows }) => {
      writeFileSync(path.join(folder, 'rules.json'), JSON.stringify({ min_rows: 1_000_000 }));
      await flow.press('iw-inject-cli');
      await told(flow, 'What failed', /Expected at least 1000000 rows, got \d+ \(exit 1\)/);
      assert.ok((await rows()).length > 1);
    },
  ),

  'what is no date reaches no shell': inFlow({}, async ({ flow, folder, dataset }) => {
    await flow.press('iw-inject-cli', [
      { p: 'start_date', v: "2026-01-15'; touch pwned; '", vt: 'str' },
      { p: 'end_date', v: '2026-01-15', vt: 'str' },
    ]);
    await told(flow, 'Arguments', /not a date.*start_date/);
    assert.deepEqual([existsSync(path.join(folder, 'pwned')), existsSync(dataset)], [false, false]);
  }),

  'wrong settings are told as such': inFlow({ BASE_URL: 'nothing' }, async ({ flow }) => {
    await flow.press('iw-inject-cli');
    await told(flow, 'What failed', /\(exit 2\)/);
  }),

  'a command that is not there is told': inFlow({ CLI: 'no-such-command' }, async ({ flow }) => {
    await flow.press('iw-inject-cli');
    await told(flow, 'What failed', /no-such-command[^]*\(exit 127\)/);
  }),
};

/** Node-RED with the shipped flow in a folder of its own, a dataset whose name needs quotes, an API without faults. */
function inFlow(settings, test) {
  return async ctx => {
    for (const fault of ['server_error', 'html_instead_of_json']) await ctx.api.fault(fault, 0);
    const folder = mkdtempSync(path.join(ctx.folder, 'flow-'));
    const dataset = path.join(folder, "the class's data");
    const usual = { BASE_URL: `${ctx.api.url}/events/page`, CLI: ctx.cli, OUTPUT_DIR: dataset };
    const flow = await startNodeRed({ ...ctx, folder }, { ...usual, ...settings });
    try {
      await test({ api: ctx.api, flow, folder, dataset, rows: () => ctx.rowsOf(dataset) });
    } finally {
      await flow.stop();
    }
  };
}

async function told(flow, node, words) {
  const [, where, error] = await flow.until(ERROR);
  assert.match(error, words);
  assert.equal(where, node);
}

/** Path and time of each file that readers see. */
function filesOf(dataset) {
  const files = readdirSync(dataset, { recursive: true }).filter(file => file.startsWith('partition_date='));
  return files.toSorted().map(file => [file, statSync(path.join(dataset, file)).mtimeMs]);
}
