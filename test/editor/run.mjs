// The editor suite: every `suites/*.mjs` on the VSIX in a real VS Code, then the tests inside its extension host.
//
//   node test/editor/run.mjs [words of a suite's name …]
//
// A suite exports `name`, `tests` ({fact: async ctx => …}, run in order) and, if its tests share one window, `window`:
// the options of startVsCode with `workspace` as 'sample', 'empty', 'several' (two folders), 'virtual' (on no disk) or a
// path, and `workspaceSettings`: what its settings.json says from the start (VS Code reads what is written later at its
// leisure); `beside`: a folder here that holds another extension. `languages`: the display languages in which it runs, each
// time with the words of that language (host/words.mjs); LOCALE=fr runs those of one. `oneLanguage`: what it does is long
// and the same in each, so that the first one does unless LOCALE says which: CI has an hour. `alone`: it
// measures, so no other window starts meanwhile. `ctx` has
//   t                         the words
//   page, window, workspace   of that window
//   open(options)             another window on the VSIX, closed after the test
// What failed leaves a screenshot and VS Code's console in test/editor/out/.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureHost } from './host/install.mjs';
import { installVsix } from './host/server.mjs';
import { startVsCode } from './host/vscode.mjs';
import { outFolder, screenshot } from './host/workbench.mjs';
import { insideTests, tellInside } from './inside.mjs';
import { runInExtensionHost } from './mocha-host.mjs';
import { wordsIn } from './host/words.mjs';
import { layOutSample, layOutSeveral, layOutVirtual } from './sample.mjs';
import { addExtension, ensureVsix } from './vsix.mjs';
import { SKIPPED } from './unlessMissing.mjs';
import { writeSettings } from './world.mjs';

const TEST_LIMIT_MS = 180_000;
const TRIES = Number(process.env.TRIES ?? 3);
let count = { passed: 0, failed: 0, skipped: 0 };
const words = process.argv.slice(2);
const isWanted = name => words.length === 0 || words.some(word => name.includes(word));

// Ends by `exit`, whose listeners kill the servers and their children.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));

await main();
if (words.length > 0 && count.passed + count.failed + count.skipped === 0) {
  count.failed += 1;
  console.log(`FAIL  editor: no suite has a name with "${words.join('" or "')}"`);
}
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
// Not when nothing is open any more: what a suite started and left ends with this process, by listeners of its own.
process.exit(count.failed > 0 ? 1 : 0);

async function main() {
  const host = await ensureHost();
  if ('missing' in host) return reportMissing(host.missing);
  const scratch = mkdtempSync(join(tmpdir(), 'iw-editor-'));
  process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
  rmSync(outFolder, { recursive: true, force: true });
  try {
    const extensionsDir = join(scratch, 'extensions');
    installVsix({ host, vsix: ensureVsix(), extensionsDir });
    await runSuites(
      (await findSuites()).map(suite => ({ suite, open: opener({ suite, host, extensionsDir, scratch }) })),
    );
    if (isWanted('extension host')) await runInside(host);
  } catch (error) {
    count.failed += 1;
    console.log(`FAIL  editor: ${error.stack}`);
  }
}

function reportMissing(reason) {
  const required = (process.env.REQUIRE ?? '').split(/[\s,]+/).includes('editor');
  count[required ? 'failed' : 'skipped'] += 1;
  console.log(`${required ? 'FAIL' : 'skip'}  editor: no VS Code to test in: ${reason}`);
}

async function findSuites() {
  const folder = join(import.meta.dirname, 'suites');
  const files = readdirSync(folder).filter(name => name.endsWith('.mjs'));
  const suites = await Promise.all(files.toSorted().map(name => import(pathToFileURL(join(folder, name)).href)));
  return suites.flatMap(inLanguages).filter(suite => isWanted(suite.name));
}

function inLanguages(suite) {
  const languages = suite.languages ?? ['en'];
  const chosen = process.env.LOCALE ?? (suite.oneLanguage ? languages[0] : undefined);
  const wanted = languages.filter(language => [undefined, language].includes(chosen));
  return wanted.map(locale => ({
    ...suite,
    name: languages.length > 1 ? `${suite.name} (${locale})` : suite.name,
    locale,
  }));
}

/** A window takes ten seconds to come, most of them spent waiting: the next suite's is on its way while one runs. */
async function runSuites(all) {
  const prepare = place => {
    const { suite, open } = all[place] ?? {};
    const window = suite?.window && open(suite.window);
    window?.catch(() => undefined); // said when its suite begins
    return window;
  };
  let prepared = prepare(0);
  for (const [place, one] of all.entries()) {
    await prepared?.catch(() => undefined);
    const next = one.suite.alone ? undefined : prepare(place + 1);
    await runSuite({ ...one, prepared });
    prepared = next ?? prepare(place + 1);
  }
}

/** What opens a window on the VSIX in the suite's language. */
function opener({ suite, host, extensionsDir, scratch }) {
  return async options => {
    const workspace = layOut(options.workspace, scratch);
    if (options.workspaceSettings) writeSettings(workspace, options.workspaceSettings);
    const installed = options.beside ? addExtension({ extensionsDir, name: options.beside, scratch }) : extensionsDir;
    const window = await startVsCode({ locale: suite.locale, ...options, host, extensionsDir: installed, workspace });
    return { ...window, workspace };
  };
}

/**
 * A suite in which something failed is run again, whole and in new windows: VS Code on a busy machine now and then drops a
 * click, while a fault of ours fails each time. The earlier failures stay in the output, with their pictures. A try that
 * does not count ends with its first failure: what comes after it in the same window waits in vain, a minute each.
 */
async function runSuite(context) {
  const before = { ...count };
  for (let left = TRIES; left > 0; left -= 1) {
    count = { ...before };
    await trySuite({ ...context, isLast: left === 1, prepared: left === TRIES ? context.prepared : undefined });
    if (count.failed === before.failed) return;
  }
}

async function trySuite({ suite, open, prepared, isLast }) {
  const t = wordsIn(suite.locale);
  let shared;
  try {
    for (const [fact, test] of Object.entries(suite.tests)) {
      const windows = [];
      const started = performance.now();
      try {
        shared ??= suite.window && (await (prepared ?? open(suite.window)));
        if (shared) windows.push(shared);
        const openMore = async options => {
          const more = await open(options);
          windows.push(more);
          return more;
        };
        const { page, workspace } = shared ?? {};
        const answer = await withinLimit(test({ t, page, window: shared, workspace, open: openMore }));
        if (answer === SKIPPED) count.skipped += 1;
        else sayPassed(`${suite.name}: ${fact}`, performance.now() - started);
      } catch (error) {
        await sayFailed({ title: `${suite.name}: ${fact}`, error, windows, isLast });
        if (!isLast) return;
      } finally {
        for (const window of windows) if (window !== shared) await window.close();
      }
    }
  } finally {
    await shared?.close();
  }
}

function layOut(workspace, scratch) {
  if (!['sample', 'empty', 'several', 'virtual'].includes(workspace)) return workspace;
  const folder = mkdtempSync(join(scratch, `${workspace}-`));
  if (workspace === 'several') return layOutSeveral(folder);
  if (workspace === 'virtual') return layOutVirtual(folder);
  return workspace === 'sample' ? layOutSample(folder) : folder;
}

async function withinLimit(test) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`not done after ${TEST_LIMIT_MS / 1000} s`)), TEST_LIMIT_MS);
  });
  return Promise.race([test, late]).finally(() => clearTimeout(timer));
}

function sayPassed(title, ms) {
  count.passed += 1;
  console.log(`ok    ${title} (${(ms / 1000).toFixed(1)} s)`);
}

/** Only what failed in the last try has failed: of the others it is said that their suite runs again. */
async function sayFailed({ title, error, windows, isLast }) {
  count.failed += 1;
  console.log(`${isLast ? 'FAIL ' : 'again'} ${title}\n${String(error.stack ?? error).replace(/^/gm, '      ')}`);
  mkdirSync(outFolder, { recursive: true });
  for (const [place, { page, console: lines, serverLog }] of windows.entries()) {
    const path = await screenshot(page, `${title}-${place}`).catch(() => undefined);
    if (path === undefined) continue;
    writeFileSync(path.replace(/png$/, 'log'), [...lines, '', "the server's log:", serverLog()].join('\n'));
    console.log(`      see ${path} and the log beside it`);
  }
}

async function runInside(host) {
  if (insideTests().length === 0) return;
  tellInside(await runInExtensionHost({ host }), count);
}
