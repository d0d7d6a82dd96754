// What the command line costs before it does anything, beside Node with nothing to do.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../bundle.mjs';
import { median, speedRatio, takeTurns } from '../measure.mjs';

const ROUNDS = 21;
const AIM = 2.5;

export async function measure() {
  const cli = join(root, 'dist', 'cli.js');
  const node = (...args) => spawnSync(process.execPath, args, { stdio: 'ignore' });
  const times = await takeTurns(
    { bare: () => node('-e', '0'), version: () => node(cli, '--version'), help: () => node(cli, '--help') },
    ROUNDS,
  );
  const rows = ['version', 'help'].map(option => {
    const ours = times[option];
    const costs = speedRatio(times.bare, ours);
    return {
      what: `--${option}, ms`,
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
