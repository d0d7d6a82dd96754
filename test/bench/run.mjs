// Honest figures: medians, beside a peer in the same run. Prints a table and writes test/bench/results.json.
//
//   node test/bench/run.mjs [names of benches …]
//
// Not a test: nothing here fails because a machine is slow. A missed aim is said, and somebody looks into it.
import { fork } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join, parse } from 'node:path';
import { ensurePeers } from './peers.mjs';
import { findNode } from '../editor/host/install.mjs';
import { ensureVsix } from '../editor/vsix.mjs';
import { formatTable } from './table.mjs';

const here = import.meta.dirname;
const ALL = readdirSync(join(here, 'benches')).map(file => parse(file).name);
/** What `dist/` is measured by; the others bundle what they need. */
const OF_DIST = [
  'activation',
  'endToEnd',
  'extensionHost',
  'ingestApi',
  'practiceApi',
  'sizes',
  'startUp',
  'tableInBrowser',
  'tableView',
  'temporalWorker',
  'validate',
];

/** A share of the processors' time above which times say little. */
const BUSY = 0.15;
const LOOK_MS = 1_000;

const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !ALL.includes(name));
if (unknown.length > 0) {
  console.error(`no bench "${unknown.join('", "')}": one of ${ALL.join(', ')}`);
  process.exit(2);
}

const names = wanted.length > 0 ? wanted : ALL;
ensurePeers();
if (names.some(name => OF_DIST.includes(name))) ensureVsix();
const othersBusy = { before: await busyShare(), after: 0 };
const rows = [];
const skipped = {};
for (const name of names) {
  console.error(`bench: ${name} …`);
  const outcome = await runInProcess(name);
  if (outcome.skipped !== undefined) skipped[name] = outcome.skipped;
  for (const row of outcome.rows ?? []) rows.push({ bench: name, ...row });
}
othersBusy.after = await busyShare();
tell();

/** Each bench in a process of its own: none inherits another's heap, and one that falls takes none along. */
function runInProcess(name) {
  const child = fork(join(here, 'one.mjs'), [name], { execPath: findNode(), execArgv: ['--expose-gc'] });
  let outcome;
  child.on('message', message => (outcome = message));
  return new Promise(resolve =>
    child.once('close', code => resolve(outcome ?? { skipped: `it ended with ${code} before it had figures` })),
  );
}

function tell() {
  const machine = {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? '',
    memoryGB: Math.round(totalmem() / 2 ** 30),
    platform: process.platform,
    node: process.version,
  };
  const results = { date: new Date().toISOString(), machine, othersBusy, rows, skipped };
  writeFileSync(join(here, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
  console.log(formatTable(rows));
  for (const [name, reason] of Object.entries(skipped)) console.log(`${name} skipped: ${reason}`);
  const { before, after } = othersBusy;
  const busy = [before, after].map(share => `${Math.round(share * 100)} %`).join(' and ');
  console.log(`${machine.cores} cores, Node ${machine.node}; others kept them busy by ${busy}, before and after`);
  if (Math.max(before, after) > BUSY) console.log('That is much: trust the ratios, not the times.');
}

/** How much of the processors' time others take, 0 to 1: the system's load average tells of a minute ago. */
async function busyShare() {
  const before = processorTimes();
  await new Promise(resolve => setTimeout(resolve, LOOK_MS));
  const after = processorTimes();
  return 1 - (after.idle - before.idle) / (after.all - before.all);
}

function processorTimes() {
  const times = cpus().map(cpu => cpu.times);
  const sum = figure => times.reduce((total, one) => total + figure(one), 0);
  return { idle: sum(({ idle }) => idle), all: sum(one => one.user + one.nice + one.sys + one.idle + one.irq) };
}
