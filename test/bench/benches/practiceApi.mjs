// What the practice API serves: it must never be what holds a bench of reading up.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { root } from '../bundle.mjs';
import { median, takeTurns } from '../measure.mjs';

const ROWS = 1_000_000;
const PAGE = 1000;
const PAGES = 200;
const ROUNDS = 5;
/** Rows a second, this process reading along on the same machine. */
const AIM = 300_000;
const STYLES = {
  page: n => `_page=${n + 1}&_limit=${PAGE}`,
  offset: n => `offset=${n * PAGE}&limit=${PAGE}`,
  keyset: n => `after_id=${1000 + n * PAGE}&limit=${PAGE}`,
};

export async function measure() {
  const api = spawn(process.execPath, [join(root, 'dist', 'cli.js'), 'practice-api', '--rows', String(ROWS)]);
  const agent = new Agent({ keepAlive: true });
  try {
    const [line] = await once(api.stdout, 'data');
    const { url } = JSON.parse(line);
    const readers = Object.entries(STYLES).map(([style, ask]) => [
      style,
      async () => {
        for (let page = 0; page < PAGES; page++) await read(`${url}events/${style}?${ask(page)}`, agent);
      },
    ]);
    const times = await takeTurns(Object.fromEntries(readers), ROUNDS);
    const rows = Object.entries(times).map(([style, all]) => {
      const rate = (PAGES * PAGE) / (median(all) / 1000);
      return { what: `${style} of ${PAGE}, rows/s`, ours: rate, aim: `≥ ${AIM} rows/s`, met: rate >= AIM };
    });
    return { rows };
  } finally {
    agent.destroy();
    api.kill();
  }
}

/** Reads an answer to its end and keeps nothing. */
function read(url, agent) {
  return new Promise((resolve, reject) => {
    get(url, { agent }, answer =>
      answer
        .on('data', () => {})
        .on('end', resolve)
        .on('error', reject),
    ).on('error', reject);
  });
}
