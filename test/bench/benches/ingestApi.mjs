// An API into one Parquet file, beside a script with pandas and a pipeline of dlt on the same practice API: rows a second of
// the whole process, and the memory at its peak. Ours types every row and can be killed at any moment.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePython } from '../../servers/python.ts';
import { root } from '../bundle.mjs';
import { median, speedRatio, takeTurns } from '../measure.mjs';

/** Rows → rounds: a million rows take half a minute a side. */
const SIZES = { 10_000: 5, 100_000: 3, 1_000_000: 1 };
const PAGE = 1000;
const here = join(import.meta.dirname, '..', 'pandas');
const cli = join(root, 'dist', 'cli.js');

export async function measure() {
  const python = ensurePython(join(here, 'requirements.txt'));
  if ('missing' in python) return { skipped: python.missing };
  // Not wherever pandas is: 260 MB more.
  const dlt = ensurePython(join(here, 'requirements-dlt.txt'));
  const peers = { pandas: { python: python.python, program: 'ingest.py' } };
  if (!('missing' in dlt)) peers.dlt = { python: dlt.python, program: 'ingest_dlt.py' };
  const folder = mkdtempSync(join(tmpdir(), 'iw-bench-api-'));
  try {
    const rows = [];
    for (const [count, rounds] of Object.entries(SIZES))
      rows.push(...(await measureSize({ count: Number(count), rounds, peers, folder })));
    return { rows };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureSize({ count, rounds, peers, folder }) {
  const api = spawn(process.execPath, [cli, 'practice-api', '--rows', String(count)]);
  const peaks = { ours: 0 };
  try {
    const [line] = await once(api.stdout, 'data');
    const { url } = JSON.parse(line);
    let turn = 0;
    const contestants = {
      ours: async () => {
        const cwd = mkdtempSync(join(folder, 'run-'));
        const started = performance.now();
        peaks.ours = Math.max(peaks.ours, await runOurs(`${url}events/page`, cwd));
        return performance.now() - started;
      },
    };
    for (const [name, { python, program }] of Object.entries(peers))
      contestants[name] = () => {
        const output = join(folder, `${name}-${(turn += 1)}.parquet`);
        const started = performance.now();
        const args = [join(here, program), `${url}events/page`, String(PAGE), output];
        const { stdout, stderr, status } = spawnSync(python, args, { encoding: 'utf8' });
        if (status !== 0) throw new Error(stderr);
        // Kilobytes on Linux.
        peaks[name] = Math.max(peaks[name] ?? 0, Number(stdout.trim().split(' ')[3]) / 1000);
        return performance.now() - started;
      };
    const times = await takeTurns(contestants, rounds);
    return Object.keys(peers).flatMap(peer => describe({ count, peer }, times, peaks));
  } finally {
    api.kill();
  }
}

/** The peak of its memory in MB; 0 where no /proc tells it. */
async function runOurs(baseUrl, cwd) {
  const range = ['--start-date', '2026-01-01', '--end-date', '2026-01-01'];
  const args = ['ingest-api', '--base-url', baseUrl, '--page-size', String(PAGE), ...range, '--json', '--quiet'];
  const child = spawn(process.execPath, [cli, ...args], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  let peak = 0;
  const look = setInterval(() => (peak = Math.max(peak, peakOf(child.pid))), 50);
  const [code] = await once(child, 'close');
  clearInterval(look);
  if (code !== 0) throw new Error(`ingest-api ended with ${code}`);
  return peak;
}

function peakOf(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1000;
  } catch {
    return 0;
  }
}

function describe({ count, peer }, times, peaks) {
  const rate = all => count / (median(all) / 1000);
  const ratio = speedRatio(times.ours, times[peer]);
  const aim = count > 10_000 ? 1.3 : 1;
  const size = count.toLocaleString('en');
  const ours = rate(times.ours);
  return [
    {
      what: `${size} rows, rows/s`,
      ours,
      peer,
      peers: rate(times[peer]),
      ratio,
      aim: `≥ ${aim} ×`,
      met: ratio >= aim,
    },
    {
      what: `${size} rows, MB at the peak`,
      ours: peaks.ours,
      peer,
      peers: peaks[peer],
      ratio: peaks[peer] / peaks.ours,
      aim: '≤ 300 MB',
      met: peaks.ours <= 300,
    },
  ];
}
