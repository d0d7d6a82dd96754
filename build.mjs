// Builds every entry into dist/ and prints what each one weighs. `--watch` builds again on each change.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

const root = import.meta.dirname;

/** Entry → file in dist/. `limit` is in bytes: over it the build fails. `short`: identifiers are shortened. */
const ENTRIES = [
  { from: 'src/extension/activate.ts', to: 'extension.js', external: ['vscode'], limit: 150 * 1024, short: true },
  { from: 'src/engineHost/main.ts', to: 'engineHost.js' },
  { from: 'src/cli/main.ts', to: 'cli.js', banner: '#!/usr/bin/env node\n', limit: 300 * 1024 },
  { from: 'src/cli/start.ts', to: 'start.js' },
  // What both load when work begins, and the entry of their conversion threads.
  { from: 'src/cli/engine.ts', to: 'cliEngine.js' },
  // What few runs need, shared by the command line and the extension, and read when it is needed.
  { from: 'src/adapters/outputs/parquetFile.ts', to: 'parquet.js', limit: 120 * 1024 },
  { from: 'src/adapters/postgres/store.ts', to: 'postgres.js', external: ['pg-native'], limit: 180 * 1024 },
];

/**
 * linkedom keeps a Map of listeners for every node, attributes and texts included, and nobody listens here: making and
 * collecting them took a fifth of a conversion.
 */
const NO_DOM_EVENTS = {
  name: 'no-dom-events',
  setup: ({ onLoad }) =>
    onLoad({ filter: /linkedom[\\/]esm[\\/]interface[\\/]event-target\.js$/ }, () => ({
      contents: `export class EventTarget {
        _getParent() { return null; }
        addEventListener() {}
        removeEventListener() {}
        dispatchEvent() { return true; }
      }`,
    })),
};

/**
 * How all code is bundled; the bench bundles what it measures in the same way. Identifiers stay as they are written:
 * `keepNames` mends short ones when a program runs, with a call for every function that is made, and that took another
 * fifth. Names are there for the stacks in the log.
 */
export const BUNDLE = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  plugins: [NO_DOM_EVENTS],
};

/** Pages run in Chromium, under a policy that knows no eval and no inline style. */
const PAGE = { ...BUNDLE, platform: 'browser', format: 'iife', target: 'chrome138', minify: true, plugins: [] };
const PAGE_LIMIT = 120 * 1024;

/** V8 scans a whole file before it runs the first line: 2 MB cost 80 ms, so the command line's engine is a file beside it. */
const ENGINE_BESIDE = {
  name: 'engine-beside',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/engine\.ts$/ }, ({ importer, kind }) =>
      kind === 'dynamic-import' && path.basename(path.dirname(importer)) === 'cli'
        ? { path: './cliEngine.js', external: true }
        : undefined,
    ),
};

/** The same for what only some inputs need: `import('./postgres/store.ts')` reads `postgres.js` beside the bundle. */
const OPTIONAL_BESIDE = {
  name: 'optional-beside',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\.ts$/ }, ({ path: asked, importer, kind }) => {
      if (kind !== 'dynamic-import') return undefined;
      const from = path
        .relative(root, path.resolve(path.dirname(importer), asked))
        .split(path.sep)
        .join('/');
      const entry = ENTRIES.find(one => one.from === from && from.startsWith('src/adapters/'));
      return entry && { path: `./${entry.to}`, external: true };
    }),
};

/** What a stage's result depends on besides its input and settings: its code, libraries included. */
const ACTIVITIES = {
  CRAWLING: 'src/engine/activities/crawlSource.ts',
  SCRAPING: 'src/engine/activities/scrapeSource.ts',
  CONVERTION: 'src/engine/convertHtml.ts',
  CHUNKING: 'src/engine/activities/chunkSource.ts',
  INDEXING: 'src/engine/activities/indexSource.ts',
};

async function hashActivities() {
  const hashes = await Promise.all(
    Object.entries(ACTIVITIES).map(async ([stage, entry]) => {
      const built = await esbuild.build({ ...BUNDLE, entryPoints: [entry], write: false });
      return [stage, createHash('sha256').update(built.outputFiles[0].contents).digest('hex').slice(0, 16)];
    }),
  );
  return JSON.stringify(Object.fromEntries(hashes));
}

export async function build({ outdir = path.join(root, 'dist'), only } = {}) {
  const define = { CODE_VERSIONS: await hashActivities() };
  const entries = ENTRIES.filter(entry => !only || only.includes(entry.to));
  const built = await Promise.all(
    entries.map(({ from, to, external = [], banner, short = false }) =>
      esbuild.build({
        ...BUNDLE,
        entryPoints: [from],
        outfile: path.join(outdir, to),
        external,
        define,
        plugins: [...BUNDLE.plugins, ENGINE_BESIDE, OPTIONAL_BESIDE],
        ...(short ? { minifyIdentifiers: true, keepNames: true } : {}),
        ...(banner ? { banner: { js: banner } } : {}),
      }),
    ),
  );
  return built.map(({ metafile }, at) => {
    const [bytes] = Object.values(metafile.outputs).map(output => output.bytes);
    // undici replaces the process's fetch, which would go around VS Code's proxy and certificates.
    const undici = Object.keys(metafile.inputs).find(input => input.includes('node_modules/undici'));
    return { ...entries[at], bytes, undici };
  });
}

/** Every `webview/<page>/main.ts` → its script and its style sheet; answers what each weighs. */
export async function buildPages({ outdir = path.join(root, 'dist/webview') } = {}) {
  const { outputFiles } = await esbuild.build({ ...PAGE, entryPoints: pageEntries(), outdir, write: false });
  mkdirSync(outdir, { recursive: true });
  return outputFiles.map(({ path: file, contents, text }) => {
    if (/\beval\(|new Function\(|unsafe-(?:inline|eval)/.test(text))
      throw new Error(`${file}: a page evaluates no text`);
    writeFileSync(file, contents);
    return { to: `webview/${path.basename(file)}`, bytes: contents.length, limit: PAGE_LIMIT };
  });
}

export const pageEntries = () =>
  Object.fromEntries(
    readdirSync(path.join(root, 'webview'))
      .map(page => [page, path.join(root, 'webview', page, 'main.ts')])
      .filter(([, entry]) => existsSync(entry)),
  );

/** As files, so that the data model's page can open each field at its line. */
function copySchemas(outdir = path.join(root, 'dist/schemas')) {
  const isSchema = name => !name.includes('.') || name.endsWith('.json');
  cpSync(path.join(root, 'src/model/schemas'), outdir, {
    recursive: true,
    filter: file => isSchema(path.basename(file)),
  });
}

/** The code of each activity as it was written, for who wants to read what ran. */
function copyActivities(outdir = path.join(root, 'dist/activities')) {
  for (const [stage, from] of Object.entries(ACTIVITIES))
    cpSync(path.join(root, from), path.join(outdir, `${stage}.ts`));
}

async function main() {
  const started = performance.now();
  rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  const results = [...(await build()), ...(await buildPages())];
  copySchemas();
  copyActivities();
  for (const { to, bytes, limit, undici } of results) {
    console.log(
      `dist/${to}`.padEnd(22),
      `${(bytes / 1024).toFixed(0).padStart(6)} KB`,
      limit ? `(limit ${limit / 1024} KB)` : '',
    );
    if (undici)
      throw new Error(`${to} carries undici (${undici}): import cheerio/slim, and nothing that brings undici along`);
    if (limit && bytes > limit)
      throw new Error(`${to} is ${bytes} bytes, its limit is ${limit}: something heavy is imported at the top`);
  }
  console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
