// VS Code's server as one process group of its own: started on a free port of 127.0.0.1, stopped with all its children.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsFor } from './settings.mjs';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 3_000;
const LOG_END = 2_000; // characters of the server's log that an error shows
const running = new Map(); // child process → its data folder

/**
 * @param {object} options
 * @param {{serverMain: string, node: string}} options.host what `ensureHost` answered
 * @param {string} [options.extensionsDir] a folder of installed extensions, left as it is; a temporary one otherwise
 * @param {string} [options.vsix] installed into the extensions folder first
 * @param {'en' | 'fr'} [options.locale] display language
 * @param {boolean} [options.trust] false: every folder opens in Restricted Mode
 * @param {'dark' | 'light' | 'hc-dark' | 'hc-light'} [options.theme]
 * @param {Record<string, unknown>} [options.userSettings]
 * @param {Record<string, unknown>} [options.machineSettings] of scope `machine`: a remote window takes these from here only
 * @param {number} [options.port] 0: any free one
 * @param {Record<string, string>} [options.env] added to the server's and so to the extension host's environment
 * @param {boolean} [options.smokeDriver] lets a page hand over a test payload; hides notification toasts
 * @param {boolean} [options.lonely] stop by itself when nobody was connected for five minutes
 * @returns {Promise<{origin: string, dataDir: string, log: () => string, closed: Promise<number | null>, close: () => Promise<void>}>}
 */
export async function startServer(options) {
  const { host, locale = 'en', trust = true, port = 0, smokeDriver = false, lonely = true } = options;
  const dataDir = mkdtempSync(join(shortTemporaryFolder(), 'iw-'));
  const extensionsDir = options.extensionsDir ?? join(dataDir, 'extensions');
  try {
    writeUserData({ dataDir, ...options });
    if (options.vsix !== undefined) installVsix({ host, vsix: options.vsix, extensionsDir });
    const args = [
      ['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms'],
      ['--server-data-dir', dataDir, '--extensions-dir', extensionsDir, '--disable-telemetry', '--locale', locale],
      trust ? ['--disable-workspace-trust'] : [],
      smokeDriver ? ['--enable-smoke-test-driver'] : [],
      lonely ? ['--enable-remote-auto-shutdown'] : [],
    ].flat();
    return await launch({ host, args, dataDir, env: options.env });
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
}

/** Installs a packaged extension into a folder of extensions, to be used by many starts. */
export function installVsix({ host, vsix, extensionsDir }) {
  const dataDir = mkdtempSync(join(shortTemporaryFolder(), 'iw-'));
  const args = [
    '--install-extension',
    vsix,
    '--force',
    '--extensions-dir',
    extensionsDir,
    '--server-data-dir',
    dataDir,
  ];
  args.push('--accept-server-license-terms', '--disable-telemetry');
  const { status, stdout, stderr } = spawnSync(host.node, [host.serverMain, ...args], {
    encoding: 'utf8',
    env: serverEnv(),
  });
  rmSync(dataDir, { recursive: true, force: true });
  if (status !== 0) throw new Error(`VS Code did not install ${vsix}: ${stdout}${stderr}`);
}

function writeUserData({ dataDir, locale = 'en', theme, userSettings, machineSettings = {} }) {
  const data = join(dataDir, 'data');
  mkdirSync(join(data, 'User'), { recursive: true });
  mkdirSync(join(data, 'Machine'), { recursive: true });
  writeFileSync(join(data, 'Machine', 'settings.json'), JSON.stringify(machineSettings, null, 2));
  writeFileSync(join(data, 'User', 'settings.json'), JSON.stringify(settingsFor({ theme, userSettings }), null, 2));
  if (locale !== 'en') writeLanguagePack({ data, locale });
}

/**
 * No language pack is on npm. An empty one turns `vscode.env.language`, titles and `vscode.l10n` to the language, and
 * leaves VS Code's own words in English. The list must name an extension, though none has to be there: with an empty
 * list no extension in development is loaded, without a word.
 */
function writeLanguagePack({ data, locale }) {
  const words = join(data, 'main.i18n.json');
  writeFileSync(words, JSON.stringify({ version: '1.0.0', contents: {} }));
  const pack = {
    hash: '0123456789abcdef0123456789abcdef',
    extensions: [{ extensionIdentifier: { id: 'any.name' }, version: '1.0.0' }],
    translations: { vscode: words },
    label: new Intl.DisplayNames([locale], { type: 'language' }).of(locale),
  };
  writeFileSync(join(data, 'languagepacks.json'), JSON.stringify({ [locale]: pack }));
}

async function launch({ host, args, dataDir, env }) {
  const child = spawn(host.node, [host.serverMain, ...args], {
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: serverEnv(env),
  });
  let log = '';
  const closed = new Promise(resolve => child.once('close', resolve));
  const close = async () => {
    stopGroup(child, 'SIGTERM');
    await Promise.race([closed, new Promise(resolve => setTimeout(resolve, STOP_LIMIT_MS).unref())]);
    stopGroup(child, 'SIGKILL');
    running.delete(child);
    await closed;
    removeFolder(dataDir);
  };
  running.set(child, dataDir);
  const port = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`VS Code did not start:\n${log.slice(-LOG_END)}`)), START_LIMIT_MS);
    const read = chunk => {
      log += chunk;
      const said = /agent listening on (\d+)/.exec(log);
      if (said) resolve(Number(said[1]));
      if (said) clearTimeout(timer);
      // A busy port does not end this server: it stays and serves nobody.
      const busy = /EADDRINUSE.*?:(\d+)/.exec(log);
      if (busy) reject(new Error(`port ${busy[1]} is in use: stop what listens there, or choose another one`));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void closed.then(code => {
      clearTimeout(timer);
      reject(new Error(`VS Code stopped at once (${code}):\n${log.slice(-LOG_END)}`));
    });
  }).catch(async error => {
    await close();
    throw error;
  });
  return { origin: `http://127.0.0.1:${port}`, dataDir, log: () => log, closed, close };
}

function stopGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    else process.kill(-child.pid, signal);
  } catch {
    // The group has gone already.
  }
}

function removeFolder(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  } catch {
    // A child that is just dying may still write; the system clears its temporary folder by itself.
  }
}

process.once('exit', () => {
  for (const [child, dataDir] of running) {
    stopGroup(child, 'SIGKILL');
    removeFolder(dataDir);
  }
});

// Inside a VS Code terminal, its variables would turn the server into a client of that window. An empty gallery keeps
// the window from asking its shop of extensions for updates: nothing leaves 127.0.0.1.
function serverEnv(more = {}) {
  const inherited = Object.entries(process.env).filter(([key]) => !/^(VSCODE_|ELECTRON_)/.test(key));
  return { ...Object.fromEntries(inherited), EXTENSIONS_GALLERY: '{}', ...more };
}

// A socket's path may have 104 characters on macOS, whose temporary folder takes half of them.
function shortTemporaryFolder() {
  return process.platform === 'win32' ? tmpdir() : '/tmp';
}
