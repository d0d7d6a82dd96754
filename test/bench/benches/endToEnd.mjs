// 300 pages from a site in a process of its own to a searchable index, by the command line as it ships; then once more.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder, root } from '../bundle.mjs';
import { median } from '../measure.mjs';

const PAGES = 300;
const ROUNDS = 3;
const AIM = 40;

const cli = join(root, 'dist', 'cli.js');
const usageReporter = new URL('../usageReporter.mjs', import.meta.url).href;

export async function measure() {
  const site = spawn(process.execPath, [cli, 'practice-site', '--pages', String(PAGES), '--json']);
  try {
    const [line] = await once(site.stdout, 'data');
    const { url } = JSON.parse(String(line));
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await inFolder(folder => ingestTwice(folder, url)));
    return { rows: tell(rounds) };
  } finally {
    site.kill();
  }
}

function tell(rounds) {
  const middle = (which, figure) => median(rounds.map(round => figure(round[which])));
  const pagesPerSecond = ({ pages, ms }) => pages / (ms / 1000);
  const speed = middle('first', pagesPerSecond);
  return [
    { what: `${PAGES} pages, pages/s`, ours: speed, aim: `≥ ${AIM} on two cores`, met: speed >= AIM },
    { what: 'processor time a page, ms', ours: middle('first', ({ cpuMs, pages }) => cpuMs / pages) },
    { what: 'peak memory, MB', ours: middle('first', ({ peakMB }) => peakMB) },
    { what: 'again, nothing changed, pages/s', ours: middle('second', pagesPerSecond) },
  ];
}

async function ingestTwice(folder, url) {
  const source = { uri: `${url}archives`, max_depth: 2, options: { crawling_url_startswith: [`${url}archives`] } };
  writeFileSync(join(folder, 'input.json'), JSON.stringify({ sources: [source] }));
  return { first: await ingest(folder), second: await ingest(folder) };
}

/** From the start of the process to its end, as a person waits. */
async function ingest(folder) {
  const usageFile = join(folder, 'usage.json');
  const args = ['--import', usageReporter, cli, 'ingest', 'input.json', '--json', '--quiet'];
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, BENCH_USAGE: usageFile },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', part => (out += part));
  await once(child, 'close');
  const ms = performance.now() - started;
  const { status, sources } = JSON.parse(out);
  if (status !== 'success' || sources.completed < PAGES) throw new Error(`it ended so: ${out.slice(0, 500)}`);
  return { ms, pages: sources.completed, ...JSON.parse(readFileSync(usageFile, 'utf8')) };
}
