// A real n8n: 3 GB in 290,000 files, some four minutes to install, one of them a compiler's. Its package stands here;
// it is installed below the root's node_modules, where no tool looks: packaging the extension walks all other folders,
// and would take a minute longer.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findNode, npmCommand } from '../../editor/host/install.mjs';
import { freePort, readJson, root } from '../world.mjs';

const here = path.join(root, 'node_modules', '.cache', 'n8n-host');
const program = path.join(here, 'node_modules', 'n8n', 'bin', 'n8n');
const stamp = path.join(here, 'node_modules', '.installed');
const DISK_BYTES = 6e9;
/** Of one npm command: what takes longer is a reason to skip, not to hold up all tests. */
const INSTALL_LIMIT_MS = 10 * 60_000;

/**
 * What the suite of each flow needs: n8n, an API, and settings whose output folder has a quote and a space, which every command
 * of the flow has to survive.
 */
export async function prepareN8n(world, { rows }) {
  const missing = ensureN8n();
  if (missing !== undefined) return { missing };
  const api = await world.practiceApi({ rows });
  const settings = {
    cli: world.cli,
    base_url: `${api.url}/events/page`,
    output_dir: "./the town's bronze",
    rules_file: path.join(root, 'workshop/n8n/events.rules.json'),
  };
  return { api, settings, n8n: await openN8n(world), dataset: path.join(world.folder, settings.output_dir) };
}

let obstacle;

/** Undefined when n8n is ready, else why it is not; what has failed once is not tried for the next suite. */
function ensureN8n() {
  obstacle ??= prepare();
  return obstacle;
}

function prepare() {
  const lock = readFileSync(path.join(import.meta.dirname, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return undefined;
  const failed = findObstacle() ?? install();
  if (failed === undefined) writeFileSync(stamp, wanted);
  return failed;
}

function findObstacle() {
  if (findNode() === undefined) return 'n8n needs Node 24: run `npm ci` at the root of the project first';
  const { bavail, bsize } = statfsSync(root);
  if (bavail * bsize < DISK_BYTES) return `n8n needs 6 GB of disk, ${((bavail * bsize) / 1e9).toFixed(1)} are free`;
  if (process.platform === 'win32') return 'the commands of the flows are written for a POSIX shell';
  const compiles = ['c++', 'g++', 'clang++'].some(name => spawnSync(name, ['--version']).status === 0);
  return compiles ? undefined : 'n8n needs a C++ compiler, which its sqlite3 is built with';
}

/**
 * Install scripts stay off, but for the one native package that n8n cannot run without. `install`, not `ci`, which misses
 * optional packages in the lock that were never published for all platforms.
 */
function install() {
  for (const name of ['package.json', 'package-lock.json', '.npmrc'])
    cpSync(path.join(import.meta.dirname, name), path.join(here, name));
  for (const args of [
    ['install', '--ignore-scripts'],
    ['rebuild', 'sqlite3'],
  ]) {
    console.error(`n8n: npm ${args.join(' ')} …`);
    const given = [...args, '--prefix', here, '--no-audit', '--no-fund', '--loglevel=error'];
    const { command, args: all, options } = npmCommand(given);
    const env = { ...options.env, ...nodeHeaders(), JOBS: 'max' };
    const { status, stdout, stderr, error } = spawnSync(command, all, {
      ...options,
      env,
      cwd: here,
      timeout: INSTALL_LIMIT_MS,
    });
    const said = `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`;
    if (status !== 0) return `\`npm ${args.join(' ')}\` failed in ${here}: ${said.trim().slice(-600)}`;
  }
  return undefined;
}

/** The headers that came with our own Node, so that none have to be downloaded. */
function nodeHeaders() {
  const folder = path.join(root, 'node_modules/node/node_modules', `node-${process.platform}-${process.arch}`);
  return existsSync(path.join(folder, 'include/node/node_api.h')) ? { npm_config_nodedir: folder } : {};
}

/** An n8n with a database of its own in the world's folder. */
async function openN8n(world) {
  const home = path.join(world.folder, 'n8n');
  mkdirSync(home);
  const env = { ...process.env, ...settings(home, await freePort()) };
  const run = args => world.run(findNode(), [program, ...args], { env });
  return {
    importFlow: async (name, changes) => {
      const file = path.join(home, name);
      writeFileSync(file, JSON.stringify(withSettings(readJson(path.join(root, 'workshop/n8n', name)), changes)));
      const { code, stdout, stderr } = await run(['import:workflow', `--input=${file}`]);
      if (code !== 0) throw new Error(`n8n did not take ${name}:\n${stdout}${stderr}`);
    },
    execute: async id => readExecution(await run(['execute', `--id=${id}`, '--rawOutput'])),
  };
}

const settings = (home, port) => ({
  N8N_USER_FOLDER: home,
  // 2.x leaves Execute Command out, and says so at execution only.
  NODES_EXCLUDE: '[]',
  // At `warn`, `execute` prints no result.
  N8N_LOG_LEVEL: 'info',
  N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
  N8N_RUNNERS_BROKER_PORT: String(port),
  N8N_DIAGNOSTICS_ENABLED: 'false',
  N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
});

/** The flow as a person would set it: only what its one Set node holds is changed. */
function withSettings(flow, changes) {
  const { assignments } = flow.nodes.find(({ name }) => /^Set (Variables|Params)$/.test(name)).parameters.assignments;
  for (const [name, value] of Object.entries(changes)) {
    const found = assignments.find(assignment => assignment.name === name);
    if (!found) throw new Error(`${flow.name} has no setting ${name}`);
    found.value = value;
  }
  return flow;
}

/**
 * Log lines, then one object. Judged by it, not by the exit code: n8n 2.39 now and then ends in a segmentation fault after
 * it has printed everything. `ran`: the nodes that did something; `runs(NODE)`: how often;
 * `of(NODE)`: the items that its last run gave, all outputs.
 */
function readExecution({ stdout, stderr }) {
  const lines = stdout.split('\n');
  const begin = lines.indexOf('{');
  const end = lines.lastIndexOf('}');
  if (begin < 0 || end < 0) throw new Error(`n8n printed no result:\n${stdout.slice(-3000)}\n${stderr.slice(-3000)}`);
  const { status, data } = JSON.parse(lines.slice(begin, end + 1).join('\n'));
  const { runData, error } = data.resultData;
  const of = name => (runData[name]?.at(-1)?.data?.main ?? []).flatMap(items => items ?? []).map(({ json }) => json);
  const runs = name => runData[name]?.length ?? 0;
  return { status, error: error?.message, ran: Object.keys(runData), runs, of };
}
