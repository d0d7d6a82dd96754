// Builds every entry into dist/ and prints what each one weighs. `--watch` builds again on each change.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import * as esbuild from 'esbuild';

const root = import.meta.dirname;

/** Half of it are English sentences, which grow with every feature; the French ones are a file of their own. */
const CLI_LIMIT = 330 * 1024;

/** Entry → file in dist/, whole in itself. `limit` is in bytes: over it the build fails. */
const ENTRIES = [
  { from: 'src/cli/main.ts', to: 'cli.js', banner: '#!/usr/bin/env node\n', limit: CLI_LIMIT },
  { from: 'src/cli/start.ts', to: 'start.js', limit: CLI_LIMIT },
  { from: 'src/cli/french.ts', to: 'french.js', isPacked: true },
  { from: 'src/adapters/learner/activityProcess.ts', to: 'activityProcess.js', limit: 10 * 1024 },
];

/**
 * The ways into the engine. They share files, and what is imported with `import()` is a file of its own, read when it is
 * first needed: V8 scans a whole file before it runs the first line, and 2 MB cost 80 ms. The limit is for what a start reads.
 */
const ENGINE = {
  engineHost: 'src/engineHost/main.ts',
  cliEngine: 'src/cli/engine.ts',
  conversionThread: 'src/adapters/converter/thread.ts',
  cleaningThread: 'src/adapters/cleaning/thread.ts',
  parquetWorker: 'src/adapters/outputs/parquetWorker.ts',
  patternWorker: 'src/adapters/quality/patternWorker.ts',
  parquetWriter: 'src/adapters/outputs/parquetWriter.ts',
  temporalWorker: 'src/temporal/worker.ts',
  activityThread: 'src/temporal/activityThread.ts',
};
const ENGINE_LIMIT = 1240 * 1024;
/** Somebody waits for these to begin; the others are threads and workers, which are started on the way. */
const STARTS = ['engineHost', 'cliEngine'];

/** A worker's packages have native code, which no extension carries: they are installed when somebody wants a worker. */
const INSTALLED = ['@temporalio/worker', '@temporalio/activity'];

/** What a window reads when it wakes the extension; a feature that is used later is imported with `import()`. */
const EXTENSION = { extension: 'src/extension/activate.ts' };
const EXTENSION_LIMIT = 150 * 1024;

/** By Brotli, which takes seconds for a megabyte: what was packed before is kept. */
function packed(text) {
  const folder = path.join(root, '.cache', 'packed');
  const kept = path.join(folder, createHash('sha256').update(text).digest('hex').slice(0, 16));
  if (existsSync(kept)) return readFileSync(kept);
  const bytes = brotliCompressSync(text);
  mkdirSync(folder, { recursive: true });
  // Another build may be reading.
  writeFileSync(`${kept}.${process.pid}`, bytes);
  renameSync(`${kept}.${process.pid}`, kept);
  return bytes;
}

/** Files of the engine from this size on that no start reads are packed better than the package's zip does it. */
const PACKED_FROM = 8 * 1024;

/** Beside what unpacks it: 5 ms a megabyte, once. */
function writePacked(file, code) {
  mkdirSync(path.dirname(file), { recursive: true });
  const name = path.basename(file).replace(/js$/, 'br');
  writeFileSync(path.join(path.dirname(file), name), packed(code));
  const text = `require("node:zlib").brotliDecompressSync(require("node:fs").readFileSync(__dirname+"/${name}"))`;
  writeFileSync(file, `"use strict";module._compile(${text}.toString(),__filename);\n`);
}

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

/** Node's own `import()` would start its loader of ES modules. */
const NO_IMPORT = { 'dynamic-import': false };

/** Pages run in Chromium, under a policy that knows no eval and no inline style. */
const PAGE = { ...BUNDLE, platform: 'browser', format: 'iife', target: 'chrome138', minify: true, plugins: [] };
const PAGE_LIMIT = 120 * 1024;

/** What the command line's own file does not carry: English `--help` and refusals need none of it. */
const BESIDE = { './engine.ts': './cliEngine.js', './french.ts': './french.js' };
const CLI_BESIDE = {
  name: 'cli-beside',
  setup: ({ onResolve }) =>
    onResolve(
      { filter: /^\.\/(engine|french)\.ts$/ },
      ({ kind, path: asked }) => kind === 'dynamic-import' && { path: BESIDE[asked], external: true },
    ),
};

/** A report on a validation, and a preview, are written in `cliEngine.js`, which has all sentences. */
const SAID_BESIDE = ['validation', 'preview'];

/** What `src/cli/verifyWords.ts` alone carries, in a file of its own. */
const VERIFY_WORDS = ['check', 'verify'];

/**
 * What speaks to a Temporal server: 1.5 MB that nobody reads before one is asked for. One file: its protobufs find their
 * types through gRPC, and by the names of its classes.
 */
const TEMPORAL_CLIENT = { from: 'src/temporal/temporalClient.ts', to: 'temporalClient.js', limit: 1700 * 1024 };
const CLIENT_BESIDE = {
  name: 'client-beside',
  setup: ({ onResolve }) =>
    onResolve(
      { filter: /\/temporalClient\.ts$/ },
      ({ kind }) => kind === 'dynamic-import' && { path: './temporalClient.js', external: true },
    ),
};

async function buildClient(outdir) {
  const { from, to, limit } = TEMPORAL_CLIENT;
  const { metafile, outputFiles } = await esbuild.build({
    ...{ ...BUNDLE, minifyIdentifiers: true, keepNames: true, write: false },
    ...{ entryPoints: [from], outfile: path.join(outdir, to) },
  });
  writePacked(path.join(outdir, to), outputFiles[0].text);
  return { to, limit, bytes: Object.values(metafile.outputs)[0].bytes, inputs: Object.keys(metafile.inputs) };
}

/** Beginnings of what the editor says, or `cliEngine.js`, and not the command line's own file. */
const EDITOR_WORDS = [
  'temporal',
  'preview',
  'activities',
  ...VERIFY_WORDS,
  'where',
  'n8n',
  'newInput',
  'newApi',
  'pair',
  'plug',
  'practiceApi',
  'practiceFault',
  'action',
  'begin',
  'solution',
  'reset',
  'undo',
  'jump',
];

/** Leaves sentences out of the catalogues that are bundled, by their keys. */
const withoutWords = (name, isOut) => ({
  name,
  setup: ({ onLoad }) =>
    onLoad({ filter: /bundle\.l10n(\.fr)?\.json$/ }, ({ path: file }) => {
      const said = Object.entries(JSON.parse(readFileSync(file, 'utf8'))).filter(([key]) => !isOut(key));
      return { contents: JSON.stringify(Object.fromEntries(said)), loader: 'json' };
    }),
});

/** Sentences that pages alone say stay out of the command line: those under a page's name that no code of it names. */
const CLI_WORDS = withoutWords(
  'cli-words',
  // What explains a field is said by completion, hover and the model's page, though the engine makes their keys.
  key => key.startsWith('schema.') || UNSAID_PAGES().some(page => key.startsWith(`${page}.`)),
);

const UNSAID_PAGES = once(() => {
  const isBeside = page => [...SAID_BESIDE, ...VERIFY_WORDS].includes(page);
  const isSaid = page => !isBeside(page) && CLI_CODE().some(text => text.includes(`'${page}.`));
  return [...Object.keys(pageEntries()), ...EDITOR_WORDS].filter(page => !isSaid(page));
});

/** Help and answers of the command line, which its own file says, and what pages alone say. */
const ENGINE_WORDS = withoutWords('engine-words', key =>
  ['cli', ...UNSAID_IN_ENGINE()].some(name => key.startsWith(`${name}.`)),
);

/** The sentences of `verifyWords.ts`: a copy of the catalogues that has no others. */
const OWN_WORDS = {
  name: 'own-words',
  setup({ onResolve, onLoad }) {
    const filter = /bundle\.l10n(\.fr)?\.json$/;
    onResolve({ filter }, ({ importer, resolveDir, path: asked }) =>
      importer.endsWith('verifyWords.ts') ? { path: path.join(resolveDir, asked), namespace: 'own-words' } : undefined,
    );
    onLoad({ filter, namespace: 'own-words' }, ({ path: file }) => {
      const isOwn = ([key]) => VERIFY_WORDS.some(name => key.startsWith(`${name}.`));
      const own = Object.entries(JSON.parse(readFileSync(file, 'utf8'))).filter(isOwn);
      return { contents: JSON.stringify(Object.fromEntries(own)), loader: 'json' };
    });
  },
};

const UNSAID_IN_ENGINE = once(() => {
  const code = ['engineHost', 'temporal'].flatMap(codeOf);
  const isSaid = page => SAID_BESIDE.includes(page) || code.some(text => text.includes(`'${page}.`));
  return UNSAID_PAGES().filter(page => !isSaid(page));
});

const CLI_CODE = once(() => ['cli', 'engine', 'model', 'adapters'].flatMap(codeOf));

/** The code of a room; a template's beginning counts as a text's. */
const codeOf = room =>
  readdirSync(path.join(root, 'src', room), { recursive: true })
    .filter(file => file.endsWith('.ts'))
    .map(file => readFileSync(path.join(root, 'src', room, file), 'utf8').replaceAll('`', "'"));

function once(make) {
  let made;
  return () => (made ??= make());
}

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

export async function build({ outdir = path.join(root, 'dist') } = {}) {
  const define = { CODE_VERSIONS: await hashActivities(), 'import.meta.filename': '__filename' };
  const built = ENTRIES.map(async ({ from, to, banner, limit, isPacked = false }) => {
    const { metafile, outputFiles } = await esbuild.build({
      ...BUNDLE,
      ...{ entryPoints: [from], outfile: path.join(outdir, to), write: !isPacked },
      ...(from.startsWith('src/cli/') ? { supported: NO_IMPORT } : {}),
      plugins: [...BUNDLE.plugins, CLI_BESIDE, CLI_WORDS],
      ...(banner ? { banner: { js: banner } } : {}),
    });
    if (isPacked) writePacked(path.join(outdir, to), outputFiles[0].text);
    return { to, limit, bytes: Object.values(metafile.outputs)[0].bytes, inputs: Object.keys(metafile.inputs) };
  });
  const engine = buildSplit(ENGINE, ENGINE_LIMIT, {
    ...{
      outdir,
      define,
      external: ['pg-native', ...INSTALLED],
      plugins: [...BUNDLE.plugins, CLIENT_BESIDE, OWN_WORDS, ENGINE_WORDS],
    },
  });
  // Identifiers are shortened here, in stacks, too.
  const extension = buildSplit(EXTENSION, EXTENSION_LIMIT, {
    ...{ outdir, asOne: true, external: ['vscode'], minifyIdentifiers: true },
  });
  return (await Promise.all([...built, engine, extension, buildClient(outdir)])).flat();
}

/**
 * esbuild splits ES modules only; what it made becomes CommonJS like the rest, with `require` and `__dirname`. `asOne`:
 * what the entry needs at once is one file again, of which the later ones take their share: each file that a start opens
 * costs a quarter of a millisecond.
 */
async function buildSplit(entryPoints, limit, { outdir, asOne = false, ...options }) {
  const { outputFiles, metafile } = await esbuild.build({
    ...BUNDLE,
    ...{ format: 'esm', splitting: true, chunkNames: '[name]-[hash]' },
    ...{ entryPoints, outdir, write: false, ...options },
  });
  const { platform, target, minifySyntax, minifyWhitespace, legalComments } = BUNDLE;
  const same = { platform, target, minifySyntax, minifyWhitespace, legalComments };
  const texts = new Map(outputFiles.map(({ path: file, text }) => [path.basename(file), text]));
  const [entry] = Object.keys(entryPoints);
  const early = asOne ? readAtStart(entry, metafile).filter(name => name !== `${entry}.js`) : [];
  if (asOne) texts.set(`${entry}.js`, await joinFiles(`${entry}.js`, early, texts));
  mkdirSync(outdir, { recursive: true });
  const bytes = Object.fromEntries(
    outputFiles.map(({ path: file, contents }) => [path.basename(file), contents.length]),
  );
  const atStart = new Set(STARTS.flatMap(name => (name in entryPoints ? readAtStart(name, metafile) : [])));
  for (const [name, text] of texts) {
    if (early.includes(name)) continue;
    const { code } = await esbuild.transform(text, { ...same, format: 'cjs', supported: NO_IMPORT });
    const shared = code.replaceAll(/require\("\.\/([^"]+)"\)/g, (all, file) =>
      early.includes(file) ? `require("./${entry}.js").${shareOf(early, file)}` : all,
    );
    const isLate =
      !asOne && !atStart.has(name) && !(name.replace(/\.js$/, '') in entryPoints) && shared.length >= PACKED_FROM;
    (isLate ? writePacked : writeFileSync)(path.join(outdir, name), shared);
    if (asOne) bytes[name] = shared.length;
  }
  const inputs = Object.keys(metafile.inputs);
  return Object.keys(entryPoints).map(name => {
    const files = asOne ? [`${name}.js`] : readAtStart(name, metafile);
    return { to: `${name}.js`, bytes: files.reduce((sum, file) => sum + bytes[file], 0), limit, inputs };
  });
}

/** Names of an entry's file and of all that it imports at the top. */
function readAtStart(entry, { outputs }) {
  const pathOf = name => Object.keys(outputs).find(file => path.basename(file) === name);
  const files = new Set([pathOf(`${entry}.js`)]);
  for (const file of files)
    for (const { path: to, kind } of outputs[file].imports)
      if (kind === 'import-statement' && to in outputs) files.add(to);
  return [...files].map(file => path.basename(file));
}

/** The entry with what it imports in it; what each of those files exported is under a name of its own. */
async function joinFiles(entry, early, texts) {
  const shares = early.map(name => `export * as ${shareOf(early, name)} from './${name}';`);
  const inMemory = {
    name: 'in-memory',
    setup({ onResolve, onLoad }) {
      const isHere = file => texts.has(file) && (file === entry || early.includes(file));
      onResolve({ filter: /^\.\// }, ({ path: file }) =>
        isHere(file.slice(2)) ? { path: file.slice(2), namespace: 'built' } : { path: file, external: true },
      );
      onLoad({ filter: /./, namespace: 'built' }, ({ path: name }) => ({ contents: texts.get(name) }));
    },
  };
  const { outputFiles } = await esbuild.build({
    ...BUNDLE,
    stdin: { contents: [`export * from './${entry}';`, ...shares].join('\n'), resolveDir: root },
    ...{ format: 'esm', write: false, plugins: [inMemory], external: ['vscode'], minifyIdentifiers: true },
  });
  return outputFiles[0].text;
}

const shareOf = (early, name) => `_${early.indexOf(name)}`;

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

/**
 * What a Temporal worker needs beside `temporalWorker.js`: the code of all workflows, which the worker runs in a sandbox
 * of its own, and the list of the packages to install. Webpack makes the bundle (1–3 s), so an unchanged one is kept.
 */
export async function buildTemporal({ outdir = path.join(root, 'dist/temporal') } = {}) {
  const packages = ['package.json', 'package-lock.json'];
  for (const file of packages) cpSync(path.join(root, 'src/temporal/packages', file), path.join(outdir, file));
  const sources = ['src/model', 'src/temporal'].flatMap(room =>
    readdirSync(path.join(root, room), { recursive: true })
      .filter(file => /\.(ts|js|json)$/.test(file))
      .map(file => path.join(room, file)),
  );
  const hash = createHash('sha256');
  for (const file of ['build.mjs', 'package-lock.json', ...sources.sort()])
    hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
  const name = `workflow-bundle-${hash.digest('hex').slice(0, 16)}.js`;
  const kept = path.join(root, '.cache', name);
  if (!existsSync(kept)) await bundleWorkflows(kept);
  const code = readFileSync(kept);
  writeFileSync(path.join(outdir, 'workflow-bundle.br'), packed(code));
  return { to: 'temporal/workflow-bundle.br', bytes: code.length, limit: WORKFLOWS_LIMIT };
}

/** Three workflows and what they decide; names stay whole, so that a stack in the log can be read. 70 KB in the package. */
const WORKFLOWS_LIMIT = 500 * 1024;

async function bundleWorkflows(file) {
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
  const workflowsPath = path.join(root, 'src/temporal/workflows.ts');
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
  const { target, minifySyntax, minifyWhitespace, legalComments } = BUNDLE;
  const small = await esbuild.transform(code.slice(0, code.lastIndexOf(SOURCE_MAP)), {
    ...{ target, minifySyntax, minifyWhitespace, legalComments },
  });
  const map = JSON.stringify({ version: 3, file: 'workflow-bundle.js', sources: [], names: [], mappings: '' });
  const folder = path.dirname(file);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder))
    if (name.startsWith('workflow-bundle-')) rmSync(path.join(folder, name), { force: true });
  const text = `${small.code}${SOURCE_MAP}application/json;base64,${Buffer.from(map).toString('base64')}\n`;
  // Another build may be reading.
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
}

/** A worker refuses a bundle without one that names its file; ours is empty: the real one is twice as large as the code. */
const SOURCE_MAP = '//# sourceMappingURL=data:';

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
  const results = [...(await build()), ...(await buildPages()), await buildTemporal()];
  copySchemas();
  copyActivities();
  for (const { to, bytes, limit, inputs = [] } of results) {
    console.log(
      `dist/${to}`.padEnd(22),
      `${(bytes / 1024).toFixed(0).padStart(6)} KB`,
      limit ? `(limit ${limit / 1024} KB)` : '',
    );
    // undici replaces the process's fetch, which would go around VS Code's proxy and certificates.
    const undici = inputs.find(input => input.includes('node_modules/undici'));
    if (undici)
      throw new Error(`${to} carries undici (${undici}): import cheerio/slim, and nothing that brings undici along`);
    if (limit && bytes > limit)
      throw new Error(`${to} is ${bytes} bytes, its limit is ${limit}: something heavy is imported at the top`);
  }
  console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
