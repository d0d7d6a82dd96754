// Looking at a table of a million rows: what a page asks of the engine process, each time a new one, until it has the
// answer; beside DuckDB in a process that runs, and parquetjs-lite. Then its memory while somebody scrolls.
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import parquetjs from 'parquetjs-lite';
import { ensurePython } from '../../servers/python.ts';
import { inFolder, root } from '../bundle.mjs';
import { median, speedRatio, takeTurns } from '../measure.mjs';
import { peerName } from '../peers.mjs';

const ROWS = 1_000_000;
const ROUNDS = 5;
/** What fits a large screen. */
const SCREEN = 100;
const FAR = 900_000;
const [FARE, TITLE] = [4, 2];
const here = join(import.meta.dirname, '..', 'pandas');
const COLUMNS = Array.from({ length: 10 }, (_, at) => at);
const PLAIN = { filters: [], sort: [] };

export async function measure() {
  const found = ensurePython(join(here, 'requirements.txt'));
  if ('missing' in found) return { skipped: found.missing };
  return inFolder(async folder => {
    const file = join(folder, 'rows.parquet');
    execFileSync(found.python, [join(here, 'write_table.py'), String(ROWS), file]);
    const seen = { ours: [], duckdb: [], lite: [] };
    const keep = (name, session) => async round => {
      const figures = await session();
      if (round >= 0) seen[name].push(figures);
    };
    await takeTurns(
      {
        ours: keep('ours', () => look(file)),
        duckdb: keep('duckdb', () =>
          JSON.parse(execFileSync(found.python, [join(here, 'look_duckdb.py'), file], { encoding: 'utf8' })),
        ),
        lite: keep('lite', () => lookWithLite(file)),
      },
      ROUNDS,
    );
    return { rows: [...describe(seen), ...(await scroll(file))] };
  });
}

/** An engine process as the extension starts it. */
async function startEngine() {
  const child = fork(join(root, 'dist', 'engineHost.js'), [], { execArgv: [], serialization: 'json' });
  const waiting = new Map();
  child.on('message', ({ kind, id, value, problem }) => {
    if (kind === 'answer') waiting.get(id)?.resolve(value);
    if (kind === 'refusal') waiting.get(id)?.reject(new Error(JSON.stringify(problem)));
  });
  let asked = 0;
  const ask = (verb, params) =>
    new Promise((resolve, reject) => {
      waiting.set((asked += 1), { resolve, reject });
      child.send({ kind: 'ask', id: asked, verb, params });
    });
  await ask('hello', { version: '' });
  const close = async () => {
    child.disconnect();
    await once(child, 'exit');
  };
  return { ask, close, pid: child.pid };
}

async function look(file) {
  const { ask, close, pid } = await startEngine();
  const figures = {};
  const timed = async (name, work) => {
    const [started, used] = [performance.now(), processorMs(pid)];
    await work();
    figures[name] = performance.now() - started;
    figures[`${name}Used`] = processorMs(pid) - used;
  };
  const rows = async (from, query = PLAIN) => {
    const { cells } = await ask('tableRows', { table: 't', query, columns: COLUMNS, from, count: SCREEN });
    if (cells.length !== SCREEN) throw new Error(`${cells.length} rows`);
  };
  const sorted = column => ({ filters: [], sort: [{ column, isDescending: false }] });
  const sort = async column => {
    await ask('tableArrange', { table: 't', id: 'sort', query: sorted(column) });
    await rows(0, sorted(column));
  };
  await timed('first', async () => {
    await ask('openTable', { table: 't', path: file });
    await rows(0);
  });
  await timed('jump', () => rows(FAR));
  await timed('sort', () => sort(FARE));
  await timed('middle', () => rows(ROWS / 2, sorted(FARE)));
  await timed('sortTexts', () => sort(TITLE));
  await timed('insight', () => ask('tableInsight', { table: 't', id: 'insight', query: PLAIN, column: FARE }));
  await close();
  return figures;
}

/** It reads whole row groups, and to sort a column took it a minute. */
async function lookWithLite(file) {
  const screen = async cursor => {
    for (let row = 0; row < SCREEN; row++) if (!(await cursor.next())) throw new Error('no row');
  };
  const started = performance.now();
  const reader = await parquetjs.ParquetReader.openFile(file);
  await screen(reader.getCursor());
  const opened = performance.now();
  const cursor = reader.getCursor();
  // Row groups of 100,000; it has no other way there.
  cursor.rowGroupIndex = FAR / 100_000;
  await screen(cursor);
  const figures = { first: opened - started, jump: performance.now() - opened };
  await reader.close();
  return figures;
}

/** MB of the engine process after some places, and after ten times as many. */
async function scroll(file) {
  const { ask, close, pid } = await startEngine();
  await ask('openTable', { table: 't', path: file });
  const places = async count => {
    for (let at = 0; at < count; at++) {
      const from = (at * 7919 * SCREEN) % (ROWS - SCREEN);
      await ask('tableRows', { table: 't', query: PLAIN, columns: COLUMNS, from, count: SCREEN });
    }
    return megabytes(pid);
  };
  const few = await places(100);
  const many = await places(1000);
  await close();
  if (few === null || many === null) return [];
  return [
    { what: 'engine process after 100 places, MB', ours: few },
    { what: 'and after 1,000 more, times as much', ours: many / few, aim: '≤ 1.25', met: many / few <= 1.25 },
  ];
}

/** Of all its threads, to 10 ms; 0 where no /proc tells it. A loaded machine does not change it. */
function processorMs(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

function megabytes(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1000;
  } catch {
    return null;
  }
}

const WAITS = [
  { what: 'first rows', name: 'first', aim: 300 },
  { what: 'rows from 900,000 on', name: 'jump', aim: 250 },
  { what: 'sorted by a column of doubles', name: 'sort', aim: 1500 },
  { what: 'then the middle', name: 'middle' },
  { what: 'sorted by a column of texts', name: 'sortTexts', aim: 1500 },
];

function describe(seen) {
  const of = (who, name) => seen[who].map(figures => figures[name]);
  const beside = WAITS.flatMap(({ what, name, aim }) => {
    const ours = median(of('ours', name));
    const goal = aim === undefined ? {} : { aim: `≤ ${aim} ms`, met: ours <= aim };
    const peers = { duckdb: 'DuckDB', lite: peerName('parquetjs-lite') };
    const against = Object.entries(peers).filter(([who]) => of(who, name)[0] !== undefined);
    return [
      ...against.map(([who, peer]) => ({
        ...{ what: `${what}, ms`, ours, peer, peers: median(of(who, name)) },
        ...{ ratio: speedRatio(of('ours', name), of(who, name)), ...goal },
      })),
      { what: `${what}, ms of processors`, ours: median(of('ours', `${name}Used`)) },
    ];
  });
  return [
    ...beside,
    { what: 'what stands in a column of doubles, ms', ours: median(of('ours', 'insight')) },
    { what: 'what stands in it, ms of processors', ours: median(of('ours', 'insightUsed')) },
  ];
}
