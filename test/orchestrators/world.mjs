// What a suite of flows has: a folder of its own, our command line, a practice API, the rows of a dataset, free ports.
// Whatever it starts is a process group of its own, ended by its id when the suite ends, however it ends.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';

export const root = path.join(import.meta.dirname, '..', '..');
const cliFile = path.join(root, 'dist', 'cli.js');
/** Our command line for a shell. */
export const cli = `${quoted(process.execPath)} ${quoted(cliFile)}`;

export function openWorld() {
  const folder = mkdtempSync(path.join(tmpdir(), 'orchestrators-'));
  const started = new Set();
  const start = (command, args, options = {}) => {
    const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], detached: true, ...options });
    started.add(child);
    child.once('exit', () => started.delete(child));
    return child;
  };
  const close = () => {
    process.off('exit', close);
    for (const child of started) endGroup(child);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  process.once('exit', close);
  const run = (command, args, options) => finished(start(command, args, options));
  return { folder, start, run, close, cli, practiceApi: options => practiceApi(start, options), rowsOf };
}

/** Rows of all partitions, by path. */
async function rowsOf(dataset) {
  if (!existsSync(dataset)) return [];
  const files = readdirSync(dataset, { recursive: true }).filter(name => /^partition_date=.*\.parquet$/.test(name));
  const tables = await Promise.all(
    files
      .toSorted()
      .map(async name => parquetReadObjects({ file: await asyncBufferFromFile(path.join(dataset, name)) })),
  );
  return tables.flat();
}

/** Of each file of a dataset that is data or says that a day is done: its hash, by path. */
export function bytesOf(dataset) {
  const files = readdirSync(dataset, { recursive: true }).filter(name => /^partition_date=[^/]*[/]/.test(name));
  const hash = name =>
    createHash('sha256')
      .update(readFileSync(path.join(dataset, name)))
      .digest('hex');
  return Object.fromEntries(files.toSorted().map(name => [name, hash(name)]));
}

/** The practice API on a free port: its address, what it was asked so far, its faults and changes. */
async function practiceApi(start, { rows = 400 } = {}) {
  const child = start(process.execPath, [cliFile, 'practice-api', '--json', '--rows', String(rows)]);
  const { url, token } = JSON.parse(await firstLine(child));
  const post = async (route, body) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const answer = await fetch(new URL(route, url), { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${route} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  return {
    url: url.replace(/\/$/, ''),
    fault: (name, times) => post('/_faults', { name, times }),
    change: changes => post('/_changes', changes),
  };
}

/** Runs to its end. `code` null: ended by a signal. */
function finished(child) {
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', chunk => (stdout += chunk));
  child.stderr.on('data', chunk => (stderr += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve({ code, stdout, stderr }));
  });
}

export async function firstLine(child) {
  let text = '';
  for await (const chunk of child.stdout) {
    text += chunk;
    if (text.includes('\n')) break;
  }
  if (!text.includes('\n')) throw new Error(`${child.spawnargs.join(' ')} ended before it said anything`);
  return text.slice(0, text.indexOf('\n'));
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise(resolve => server.close(resolve));
  return port;
}

export const readJson = file => JSON.parse(readFileSync(file, 'utf8'));

function endGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function quoted(text) {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
