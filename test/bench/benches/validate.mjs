// A million rows of ten columns against the five kinds of rules, as one file and as a Hive folder: the whole process from
// its start to its exit, beside a script with pandas and one with DuckDB, and the memory at its peak.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePython } from '../../servers/python.ts';
import { inFolder, root } from '../bundle.mjs';
import { median, speedRatio, takeTurns } from '../measure.mjs';

const ROWS = 1_000_000;
const PARTITIONS = 90;
const ROUNDS = 5;
const RULES = {
  required_columns: ['id', 'title', 'body', '_ingested_at'],
  not_null_columns: ['id', 'title'],
  unique_columns: ['id'],
  value_ranges: { userId: [1, 100] },
  min_rows: 10,
};
const here = join(import.meta.dirname, '..', 'pandas');
const cli = join(root, 'dist', 'cli.js');

export async function measure() {
  const found = ensurePython(join(here, 'requirements.txt'));
  if ('missing' in found) return { skipped: found.missing };
  return inFolder(async folder => {
    const [file, hive, rules] = ['rows.parquet', 'hive', 'rules.json'].map(name => join(folder, name));
    execFileSync(found.python, [join(here, 'write_rows.py'), String(ROWS), String(PARTITIONS), file, hive]);
    writeFileSync(rules, JSON.stringify(RULES));
    const peaks = {};
    const ours = (name, input) => async () => {
      const args = [cli, 'validate-data', '--input-file', input, '--rules-file', rules, '--json', '--quiet'];
      const { answer, peak } = await run(process.execPath, args);
      expectPassed(answer.validation === 'passed' && answer.rows === ROWS, name);
      peaks[name] = Math.max(peaks[name] ?? 0, peak);
    };
    const script = (name, program, input) => async () => {
      const { answer } = await run(found.python, [join(here, program), input, rules]);
      expectPassed(answer.errors.length === 0 && answer.rows === ROWS, name);
      // Kilobytes on Linux.
      peaks[name] = Math.max(peaks[name] ?? 0, answer.peak / 1000);
    };
    const times = await takeTurns(
      {
        file: ours('file', file),
        folder: ours('folder', hive),
        pandas: script('pandas', 'validate.py', file),
        pandasFolder: script('pandasFolder', 'validate.py', hive),
        duckdb: script('duckdb', 'validate_duckdb.py', file),
        duckdbFolder: script('duckdbFolder', 'validate_duckdb.py', join(hive, '*', '*.parquet')),
      },
      ROUNDS,
    );
    return { rows: describe(times, peaks) };
  });
}

function expectPassed(isTrue, name) {
  if (!isTrue) throw new Error(`${name} did not find that the rows pass`);
}

/** What it says, as JSON, and the peak of its memory in MB; 0 where no /proc tells it. */
async function run(program, args) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let [text, peak] = ['', 0];
  child.stdout.setEncoding('utf8').on('data', some => (text += some));
  const look = setInterval(() => (peak = Math.max(peak, peakOf(child.pid))), 10);
  const [code] = await once(child, 'close');
  clearInterval(look);
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}`);
  return { answer: JSON.parse(text), peak };
}

function peakOf(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1000;
  } catch {
    return 0;
  }
}

function describe(times, peaks) {
  const seconds = name => median(times[name]) / 1000;
  const size = `${ROWS.toLocaleString('en')} rows`;
  const places = [
    { what: `${size} in one file`, ours: 'file', peers: { pandas: 'pandas', DuckDB: 'duckdb' } },
    {
      what: `${size} in ${PARTITIONS} partitions`,
      ours: 'folder',
      peers: { pandas: 'pandasFolder', DuckDB: 'duckdbFolder' },
    },
  ];
  const beside = places.flatMap(({ what, ours, peers }) =>
    Object.entries(peers).flatMap(([peer, name]) => [
      {
        ...{ what: `${what}, s`, ours: seconds(ours), peer, peers: seconds(name) },
        ...{ ratio: speedRatio(times[ours], times[name]), aim: '≤ 1.0 s', met: seconds(ours) <= 1 },
      },
      {
        ...{ what: `${what}, MB at the peak`, ours: peaks[ours], peer, peers: peaks[name] },
        ...{ ratio: peaks[name] / peaks[ours], aim: '≤ 200 MB', met: peaks[ours] <= 200 },
      },
    ]),
  );
  const share = speedRatio(times.file, times.folder);
  const one = { what: 'the folder beside the file, times as long', ours: share, aim: '≤ 1.3', met: share <= 1.3 };
  return [...beside, one];
}
