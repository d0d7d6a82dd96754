// What is around a window: the practice site and runs of the command line, each a process of its own, as built in dist/.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startOpenaiServer } from '../fakes/openaiServer.ts';
import { findNode, root } from './host/install.mjs';

const cli = join(root, 'dist', 'cli.js');
const alive = new Set();
process.once('exit', () => alive.forEach(child => child.kill('SIGKILL')));

/**
 * Serves the practice site on a free port.
 * @returns {Promise<{url: string, fault: (name: string, times: number, path?: string) => Promise<void>, close: () => void}>}
 *   `fault` spoils so many requests for pages, or for one path; 0 ends it
 */
export const startSite = () => serve(['practice-site', '--port', '0']);

async function serve(args) {
  const child = command(args);
  const { url, token } = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', line => resolve(JSON.parse(line)));
    child.once('exit', code => reject(new Error(`${args[0]} ended at once (${code})`)));
  });
  const fault = async (name, times, path) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const body = JSON.stringify({ name, times, path });
    const response = await fetch(new URL('/_faults', url), { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`the fault was refused: ${await response.text()}`);
  };
  return { url, fault, close: () => child.kill() };
}

/** Serves the practice API on a free port, with so many rows; the same answer. */
export const startApi = rows => serve(['practice-api', '--port', '0', '--rows', String(rows)]);

/** A Temporal worker of the command line, as `npm ci` of this repository has its packages; answers when it polls. */
export async function startWorker(workspace, address) {
  const child = command(['temporal-worker', '--root', workspace, '--address', address], workspace);
  await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', code => reject(new Error(`the worker ended at once (${code})`)));
  });
  return { close: () => child.kill() };
}

/**
 * Starts a run by the command line, in the folder.
 * @returns {{ended: Promise<Record<string, unknown>>, stop: () => void}} `ended`: what it prints at its end
 */
export const ingestOutside = (workspace, args) => runOutside(workspace, ['ingest', ...args]);

/** Runs a verb of the command line to its end; the same answer. */
export function runOutside(workspace, args) {
  const child = command(args, workspace);
  let output = '';
  child.stdout.on('data', chunk => (output += chunk));
  const ended = new Promise((resolve, reject) =>
    child.once('close', code => {
      if (output === '') reject(new Error(`the command line said nothing (${code})`));
      else resolve(JSON.parse(output));
    }),
  );
  return { ended, stop: () => child.kill('SIGINT') };
}

function command(args, cwd) {
  const child = spawn(findNode(), [cli, ...args], { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
  alive.add(child);
  // Forgotten by a test that failed, it must not keep the whole suite from its end.
  child.unref();
  child.stdout.unref();
  child.once('exit', () => alive.delete(child));
  return child;
}

/** Writes an input of single pages (no link is followed) and answers its name. */
export function writePages(workspace, name, addresses) {
  const lines = addresses.map(address => `  - uri: ${address}\n    max_depth: 0`);
  writeFileSync(join(workspace, name), `sources:\n${lines.join('\n')}\n`);
  return name;
}

/** Settings of the folder, taken up by an open window at once (user settings are read when it starts). */
export function writeSettings(workspace, settings) {
  mkdirSync(join(workspace, '.vscode'), { recursive: true });
  writeFileSync(join(workspace, '.vscode', 'settings.json'), JSON.stringify(settings, null, 2));
}

/** A test with a server of models as `ctx.server`, closed whatever happens: it would keep the whole suite from its end. */
export const withModels = test => async ctx => {
  const server = await startOpenaiServer();
  await test({ ...ctx, server }).finally(server.close);
};
