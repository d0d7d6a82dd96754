// Puts a real VS Code beside the tests: code-server (620 MB, about 15 s from an empty folder, no compiler) and Chromium.
// VS Code's own downloader is not used, so that one package registry is all that an offline machine needs.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
export const root = join(here, '..', '..', '..');
const stamp = join(here, 'node_modules', '.installed');
const vscodeFolder = join(here, 'node_modules', 'code-server', 'lib', 'vscode');
export const serverMain = join(vscodeFolder, 'out', 'server-main.js');

/** Node 24, which this VS Code wants: the running one, or the one that the product's `npm ci` brought. */
export function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const bundled = join(root, 'node_modules', 'node', 'bin', name);
  return existsSync(bundled) ? bundled : undefined;
}

/**
 * Installs what is missing and says each step on stderr.
 * @param {{browser?: boolean}} [wanted] `browser: false` for a person's own browser (`npm run try`)
 * @returns {Promise<{serverMain: string, node: string, chromium: string | undefined} | {missing: string}>}
 */
export async function ensureHost({ browser = true } = {}) {
  const node = findNode();
  if (node === undefined) return { missing: 'no Node 24 here: run `npm ci` at the root of the project first' };
  const failed = installVsCode(node);
  if (failed !== undefined) return { missing: failed };
  if (!browser) return { serverMain, node, chromium: undefined };
  const chromium = findChromium() ?? installChromium();
  if (chromium === undefined) {
    return { missing: 'no Chromium here: install it and set CHROMIUM to the path of its program' };
  }
  return { serverMain, node, chromium };
}

function installVsCode(node) {
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return undefined;
  // Install scripts stay off: code-server's own refuses other Nodes and compiles natives that no test needs.
  const steps = [
    { cwd: here, args: ['ci', '--ignore-scripts'], says: 'VS Code (code-server), Playwright, axe' },
    // `install`, not `ci`: the shrinkwrap that code-server ships is out of step with its package.json.
    { cwd: vscodeFolder, args: ['install', '--ignore-scripts', '--omit=dev'], says: "VS Code's own packages" },
  ];
  for (const { cwd, args, says } of steps) {
    console.error(`editor host: installing ${says} …`);
    const { status, output } = npm({ node, cwd, args });
    if (status !== 0) return `\`npm ${args.join(' ')}\` failed in ${cwd}: ${lastLines(output)}`;
  }
  writeFileSync(stamp, wanted);
  console.error('editor host: ready');
  return undefined;
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of ['package.json', 'package-lock.json']) hash.update(readFileSync(join(here, file)));
  return hash.digest('hex');
}

function npm({ node, cwd, args }) {
  const { command, args: all, options } = npmCommand([...args, '--no-audit', '--no-fund', '--loglevel=error'], node);
  const { status, stdout, stderr, error } = spawnSync(command, all, { cwd, ...options });
  return { status, output: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}` };
}

/** How to spawn npm under a Node of ours: the npm that started us if one did, else the one in PATH. */
export function npmCommand(args, node = findNode() ?? process.execPath) {
  // The outer package's fields, which `npm run` puts into the environment, must not reach an npm at work elsewhere.
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^npm_(package|lifecycle)_/.test(key)));
  env.PATH = `${dirname(node)}${delimiter}${env.PATH}`;
  const own = env.npm_execpath?.endsWith('.js') ? env.npm_execpath : undefined;
  const options = { env, encoding: 'utf8', shell: own === undefined && process.platform === 'win32' };
  return own === undefined ? { command: 'npm', args, options } : { command: node, args: [own, ...args], options };
}

function findChromium() {
  const named = process.env.CHROMIUM;
  if (named) return existsSync(named) ? named : undefined;
  if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium';
  return findPlaywrightChromium();
}

function findPlaywrightChromium() {
  const asked = spawnSync(
    process.execPath,
    ['-e', "process.stdout.write(require('playwright-core').chromium.executablePath())"],
    { cwd: here, encoding: 'utf8' },
  );
  const path = asked.status === 0 ? asked.stdout : '';
  return path && existsSync(path) ? path : undefined;
}

function installChromium() {
  if (process.env.CHROMIUM) {
    console.error(`editor host: CHROMIUM names ${process.env.CHROMIUM}, which is not there`);
    return undefined;
  }
  const debian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  return (debian ? installByApt() : undefined) ?? installByPlaywright();
}

function installByApt() {
  console.error('editor host: installing Chromium (apt-get, about 30 s) …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', 'chromium'],
  ]) {
    const { status, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8' });
    if (status !== 0) {
      console.error(`editor host: apt-get ${args[0]} failed: ${lastLines(stderr)}`);
      return undefined;
    }
  }
  return findChromium();
}

function installByPlaywright() {
  console.error("editor host: installing Chromium (Playwright's own build) …");
  const cli = join(here, 'node_modules', 'playwright-core', 'cli.js');
  const { status, stderr } = spawnSync(process.execPath, [cli, 'install', 'chromium'], { encoding: 'utf8' });
  if (status !== 0) console.error(`editor host: Playwright could not get Chromium: ${lastLines(stderr)}`);
  return findPlaywrightChromium();
}

function lastLines(text) {
  return (text ?? '').trim().split('\n').slice(-3).join(' ');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const host = await ensureHost();
  console.log(JSON.stringify(host));
  process.exitCode = 'missing' in host ? 1 : 0;
}
