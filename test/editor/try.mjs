// `npm run try`: VS Code in your own browser, with the extension installed and the workshop's folder open.
//
//   npm run try -- [--locale fr] [--port 8123] [--theme light] [--restricted] [--folder path] [--open]
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureHost, root } from './host/install.mjs';
import { startServer } from './host/server.mjs';
import { THEMES } from './host/settings.mjs';
import { layOutSample } from './sample.mjs';
import { ensureVsix } from './vsix.mjs';

const USAGE = `npm run try -- [options]
  --locale en|fr    display language of the extension (VS Code's own words stay English)
  --port N          port on 127.0.0.1; any free one by default
  --theme NAME      ${Object.keys(THEMES).join(', ')}
  --restricted      open the folder as not trusted
  --folder PATH     open this folder; by default a copy of the workshop in .cache/try, kept between two tries
  --open            open the browser too`;

try {
  await serve(readOptions());
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      locale: { type: 'string', default: 'en' },
      port: { type: 'string', default: '0' },
      theme: { type: 'string', default: 'dark' },
      restricted: { type: 'boolean', default: false },
      folder: { type: 'string' },
      open: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const faults = [
    !['en', 'fr'].includes(values.locale) && `--locale is en or fr, not ${values.locale}`,
    !/^\d{1,5}$/.test(values.port) && `--port is a number, not ${values.port}`,
    !(values.theme in THEMES) && `--theme is one of ${Object.keys(THEMES).join(', ')}, not ${values.theme}`,
  ].filter(Boolean);
  if (faults.length > 0) throw new Error(`${faults.join('\n')}\n${USAGE}`);
  return values;
}

async function serve({ locale, port, theme, restricted, folder, open, help }) {
  if (help) return console.log(USAGE);
  const host = await ensureHost({ browser: false });
  if ('missing' in host) throw new Error(host.missing);
  const workspace = folder === undefined ? layOutSample(join(root, '.cache', 'try')) : resolve(folder);
  const options = { host, vsix: ensureVsix(), locale, theme, port: Number(port), trust: !restricted, lonely: false };
  const server = await startServer(options);
  const url = `${server.origin}/?folder=${encodeURIComponent(workspace)}`;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void server.close());
  console.log(`VS Code with Ingestion Workshop: ${url}`);
  console.log(`Folder: ${workspace}. Ctrl+C stops it.`);
  if (open) openInBrowser(url);
  await server.closed;
}

function openInBrowser(url) {
  const [command, ...args] = {
    darwin: ['open', url],
    win32: ['cmd', '/c', 'start', '', url],
  }[process.platform] ?? ['xdg-open', url];
  // Without a desktop there is nothing to open, and the address stands on the screen.
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
