// What the command line costs before it does anything, beside Node with nothing to do.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../bundle.mjs';
import { median, speedRatio, takeTurns } from '../measure.mjs';

const ROUNDS = 21;
const AIM = 2.5;
/** The last one is refused for the address that it lacks: all of an ingestion's program is loaded, and nothing is done. */
const CALLS = ['--version', '--help', 'ingest-api --help', 'ingest-api --start-date 2026-01-01 --end-date 2026-01-01'];

export async function measure() {
  const cli = join(root, 'dist', 'cli.js');
  const node = (...args) => spawnSync(process.execPath, args, { stdio: 'ignore' });
  const times = await takeTurns(
    {
      bare: () => node('-e', '0'),
      ...Object.fromEntries(CALLS.map(call => [call, () => node(cli, ...call.split(' '))])),
    },
    ROUNDS,
  );
  const rows = CALLS.map(call => {
    const ours = times[call];
    const costs = speedRatio(times.bare, ours);
    return {
      what: `${call}, ms`,
      ours: median(ours),
      peer: 'node -e 0',
      peers: median(times.bare),
      ratio: speedRatio(ours, times.bare),
      aim: `≤ ${AIM} × node (is ${costs.toFixed(2)})`,
      met: costs <= AIM,
    };
  });
  return { rows };
}
