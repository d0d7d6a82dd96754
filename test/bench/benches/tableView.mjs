// Looking at a table of a million rows: what a page asks of the engine process, each time a new one, until it has the
// answer; beside DuckDB in a process that runs, and parquetjs-lite. Then its memory while somebody scrolls.
import { join } from 'node:path';
import { inFolder } from '../bundle.mjs';
import { median, takeTurns } from '../measure.mjs';
import { megabytes, processorMs, startEngine } from '../tableEngine.mjs';
import * as peers from '../tablePeers.mjs';
import { FAR, FARE, ROWS, SCREEN, TITLE } from '../tablePeers.mjs';

const ROUNDS = 5;
const COLUMNS = Array.from({ length: 10 }, (_, at) => at);
const PLAIN = { filters: [], sort: [] };

export async function measure() {
  const found = peers.findPython();
  if ('missing' in found) return { skipped: found.missing };
  return inFolder(async folder => {
    const file = join(folder, 'rows.parquet');
    peers.writeTable(found.python, file);
    const seen = { ours: [], duckdb: [], lite: [] };
    const keep = (name, session) => async round => {
      const figures = await session();
      if (round >= 0) seen[name].push(figures);
    };
    await takeTurns(
      {
        ours: keep('ours', () => look(file)),
        duckdb: keep('duckdb', () => peers.lookWithDuckdb(found.python, file)),
        lite: keep('lite', () => peers.lookWithLite(file)),
      },
      ROUNDS,
    );
    return { rows: [...describe(seen), ...(await scroll(file))] };
  });
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

const WAITS = [
  { what: 'first rows', name: 'first', aim: 300 },
  { what: 'rows from 900,000 on', name: 'jump', aim: 250 },
  { what: 'sorted by a column of doubles', name: 'sort', aim: 1500 },
  { what: 'then the middle', name: 'middle' },
  { what: 'sorted by a column of texts', name: 'sortTexts', aim: 1500 },
];

function describe(seen) {
  const ours = name => median(seen.ours.map(figures => figures[name]));
  const beside = WAITS.flatMap(wait => [
    ...peers.besidePeers(seen, wait),
    { what: `${wait.what}, ms of processors`, ours: ours(`${wait.name}Used`) },
  ]);
  return [
    ...beside,
    { what: 'what stands in a column of doubles, ms', ours: ours('insight') },
    { what: 'what stands in it, ms of processors', ours: ours('insightUsed') },
  ];
}
