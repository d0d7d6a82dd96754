// The table of a million rows, and what looking at it takes those who are not us: ms each, by what was waited for.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import parquetjs from 'parquetjs-lite';
import { ensurePython } from '../servers/python.ts';
import { median, speedRatio } from './measure.mjs';
import { peerName } from './peers.mjs';

export const ROWS = 1_000_000;
/** What fits a large screen. */
export const SCREEN = 100;
export const FAR = 900_000;
/** Places of the columns. */
export const [FARE, TITLE] = [4, 2];
const here = join(import.meta.dirname, 'pandas');

export const findPython = () => ensurePython(join(here, 'requirements.txt'));

/** Ten columns, or those so many times. */
export function writeTable(python, file, times = 1) {
  execFileSync(python, [join(here, 'write_table.py'), String(ROWS), file, String(times)]);
}

/** In a process that runs. */
export const lookWithDuckdb = (python, file) =>
  JSON.parse(execFileSync(python, [join(here, 'look_duckdb.py'), file], { encoding: 'utf8' }));

/** It reads whole row groups, and to sort a column took it a minute. */
export async function lookWithLite(file) {
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

/**
 * Ours beside each peer that has the same figure.
 * @param {Record<'ours' | 'duckdb' | 'lite', Record<string, number>[]>} seen a round each
 * @param {{what: string, name: string, aim?: number}} wait
 */
export function besidePeers(seen, { what, name, aim }) {
  const of = who => seen[who].map(figures => figures[name]);
  const ours = median(of('ours'));
  const goal = aim === undefined ? {} : { aim: `≤ ${aim} ms`, met: ours <= aim };
  const peers = { duckdb: 'DuckDB', lite: peerName('parquetjs-lite') };
  const against = Object.entries(peers).filter(([who]) => of(who)[0] !== undefined);
  return against.map(([who, peer]) => ({
    ...{ what: `${what}, ms`, ours, peer, peers: median(of(who)) },
    ...{ ratio: speedRatio(of('ours'), of(who)), ...goal },
  }));
}
