// Every page in a plain browser: the page as it ships, under the policy of the real shell, on a fake host.
//
//   npm run pages [-- --port 8124]      then  /model?theme=light-modern&lang=en&stage&case=plain
//
// A page's host and data are `samples/<page>.ts`.
import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { buildPages, pageEntries } from '../../build.mjs';

const here = import.meta.dirname;
const { pageHtml } = await importTypescript(path.join(here, '../../src/extension/pageHtml.ts'));
const themesFolder = path.join(here, 'themes');
export const THEMES = readdirSync(themesFolder).map(name => name.replace(/\.css$/, ''));
export const pageNames = () => Object.keys(pageEntries());

/**
 * @param {{port?: number, fresh?: boolean, fake?: boolean}} [options] `fresh`: builds a page anew each time it is opened;
 *   `fake: false`: without its fake host, for who brings another
 * @returns {Promise<{origin: string, close: () => Promise<void>}>}
 */
export async function servePages({ port = 0, fresh = false, fake = true } = {}) {
  const built = mkdtempSync(path.join(tmpdir(), 'iw-pages-'));
  await buildAll(built);
  const server = createServer(async (request, response) => {
    try {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
      const [, name = '', file] = pathname.split('/');
      if (file !== undefined) return sendFile(response, name === 'themes' ? themesFolder : built, path.basename(file));
      if (name === 'favicon.ico') return void response.writeHead(204).end();
      if (name === '') return send(response, 'text/html', indexHtml());
      if (!pageNames().includes(name)) return send(response, 'text/plain', 'no such page', 404);
      if (fresh) await buildAll(built);
      send(response, 'text/html', shellOf(name, searchParams, fake));
    } catch (error) {
      send(response, 'text/plain', String(error?.stack ?? error), 500);
    }
  });
  await new Promise(resolve => server.listen(port, '127.0.0.1', resolve));
  const close = () =>
    new Promise(resolve => {
      rmSync(built, { recursive: true, force: true });
      server.closeAllConnections();
      server.close(resolve);
    });
  return { origin: `http://127.0.0.1:${server.address().port}`, close };
}

async function buildAll(outdir) {
  await buildPages({ outdir });
  for (const page of pageNames())
    await esbuild.build({
      stdin: {
        contents: `import { serveFakeHost } from './fakeHost.ts';
          import { samples } from './samples/${page}.ts';
          serveFakeHost('${page}', samples);`,
        resolveDir: here,
      },
      outfile: path.join(outdir, `${page}.host.js`),
      bundle: true,
      logLevel: 'warning',
    });
}

async function importTypescript(file) {
  const { outputFiles } = await esbuild.build({ entryPoints: [file], bundle: true, format: 'esm', write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

function shellOf(page, query, fake) {
  const theme = THEMES.includes(query.get('theme')) ? query.get('theme') : 'dark-modern';
  const nonce = 'bm9uY2U';
  const html = pageHtml({
    ...{ language: query.get('lang') === 'en' ? 'en' : 'fr', stage: query.has('stage'), title: page, source: "'self'" },
    ...{ script: `/built/${page}.js`, style: `/built/${page}.css`, nonce },
  });
  const host = fake ? `<script nonce="${nonce}" src="/built/${page}.host.js" defer></script>\n` : '';
  return html
    .replace('<link', `<link rel="stylesheet" href="/themes/${theme}.css">\n<link`)
    .replace('<script', `${host}<script`)
    .replace('<body>', `<body class="${bodyClass(theme)}">`);
}

/** As VS Code names the kind of a theme. */
const bodyClass = theme => (theme.startsWith('high') ? `vscode-${theme}` : `vscode-${theme.split('-')[0]}`);

function indexHtml() {
  const links = pageNames().map(page => {
    const themes = THEMES.map(theme => `<a href="/${page}?theme=${theme}">${theme}</a>`).join(' · ');
    return `<li><b>${page}</b>: ${themes}</li>`;
  });
  return `<!doctype html><html lang="en"><title>Pages</title><ul>${links.join('')}</ul></html>`;
}

function sendFile(response, folder, name) {
  const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
  send(response, type, readFileSync(path.join(folder, name)));
}

function send(response, type, body, status = 200) {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }).end(body);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '8124' } } });
  const { origin, close } = await servePages({ port: Number(values.port), fresh: true });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, () => void close().then(() => process.exit(0)));
  console.log(`Pages: ${origin}. Ctrl+C stops it.`);
}
