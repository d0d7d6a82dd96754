// The pages suite: each page of `webview/` in Chromium on its fake host, in four themes and three widths, then what its
// own `pages/<page>.mjs` says of it.
//
//   node test/webview/run.mjs [words of a page's name …]
//   SLOW=8 TRIES=1 node …            as on a machine eight times as slow
//   FACT='nested' TIMES=40 TRIES=1 node …     these alone, so often: finds what only mostly holds
//
// `pages/<page>.mjs` exports `cases` (names of samples, looked at once each) and `tests`:
//   {fact: async ({page, open, asked}) => …}   open({case, theme, width, lang}) · asked() → what the page sent
// Pictures are left in test/webview/out/.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureHost } from '../editor/host/install.mjs';
import { openBrowser } from '../editor/host/vscode.mjs';
import { lookAt, walkByKeyboard } from './looks.mjs';
import { pageNames, servePages } from './serve.mjs';

const WIDTHS = [1000, 746, 360];
const LOOKS = ['dark-modern', 'light-modern', 'high-contrast', 'high-contrast-light'];
const out = path.join(import.meta.dirname, 'out');
const count = { passed: 0, failed: 0, skipped: 0 };
const isDrawn = () => document.body.childElementCount > 0 && !document.querySelector('[aria-busy=true]');
const DRAWN_LIMIT_MS = 10_000;
/** A fact opens its page itself: where a busy machine was late, it is looked at again, and both are printed. */
const TRIES = Number(process.env.TRIES ?? 3);
const [SLOW, TIMES] = [Number(process.env.SLOW ?? 1), Number(process.env.TIMES ?? 1)];
const wantedFact = new RegExp(process.env.FACT ?? '');
const words = process.argv.slice(2);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));

const host = await ensureHost();
if ('missing' in host) reportMissing(host.missing);
else await main();
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = count.failed > 0 ? 1 : 0;

function reportMissing(reason) {
  const required = (process.env.REQUIRE ?? '').split(/[\s,]+/).includes('editor');
  count[required ? 'failed' : 'skipped'] += 1;
  console.log(`${required ? 'FAIL' : 'skip'}  pages: no browser to test in: ${reason}`);
}

async function main() {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const [server, { browser, page, lines }] = await Promise.all([servePages(), openBrowser({ host })]);
  page.setDefaultTimeout(DRAWN_LIMIT_MS * SLOW);
  if (SLOW > 1) {
    const devTools = await page.context().newCDPSession(page);
    await devTools.send('Emulation.setCPUThrottlingRate', { rate: SLOW });
    await page.addInitScript(ms => {
      const { requestAnimationFrame: onFrame } = globalThis;
      globalThis.requestAnimationFrame = draw => onFrame(() => setTimeout(() => draw(performance.now()), ms));
    }, SLOW * 50);
  }
  // Only now: `ensureHost` may just have installed it.
  const axe = createRequire(path.join(import.meta.dirname, '../editor/host/package.json')).resolve(
    'axe-core/axe.min.js',
  );
  await page.addInitScript(readFileSync(axe, 'utf8'));
  const wanted = pageNames().filter(name => words.length === 0 || words.some(word => name.includes(word)));
  try {
    for (const name of wanted) await testPage(name, { server, page, lines });
    if (wanted.length === 0) await fact('pages: some page is tested', () => Promise.reject(new Error('no such page')));
  } finally {
    await browser.close();
    await server.close();
  }
}

async function testPage(name, { server, page, lines }) {
  const own = await ownTests(name);
  const open = async ({ theme = 'dark-modern', width = 1000, height = 700, ...query } = {}) => {
    lines.length = 0;
    await page.setViewportSize({ width, height });
    // From a page of the same origin that keeps nothing: one that is being left still writes down where it was.
    await page.goto(server.origin);
    await page.evaluate(() => sessionStorage.clear());
    await page.goto(`${server.origin}/${name}?${new URLSearchParams({ theme, ...query })}`);
    await page.waitForFunction(isDrawn, undefined, { timeout: DRAWN_LIMIT_MS * SLOW }).catch(async () => {
      throw new Error(`not drawn; ${lines.join('; ')}; ${(await page.innerText('body')).slice(0, 300)}`);
    });
  };
  const asked = () => page.evaluate(() => globalThis.fakeHost.asked);
  for (const theme of LOOKS)
    for (const width of WIDTHS)
      await fact(`${name}: ${theme}, ${width} px`, async () => {
        await open({ theme, width });
        await page.screenshot({ path: path.join(out, `${name}-${theme}-${width}.png`) });
        await lookAt(page, lines);
      });
  for (const sample of own.cases ?? [])
    await fact(`${name}: case ${sample}`, async () => {
      await open({ case: sample, width: 746 });
      await page.screenshot({ path: path.join(out, `${name}-case-${sample}.png`) });
      await lookAt(page, lines);
    });
  await fact(`${name}: every control is reached by Tab, and shows it`, async () => {
    await open();
    await walkByKeyboard(page);
  });
  await fact(`${name}: speaks the other language at once`, async () => {
    await open({ lang: 'fr' });
    await page.evaluate(() => globalThis.fakeHost.speak('en'));
    await page.waitForFunction(() => document.documentElement.lang === 'en');
  });
  for (const [title, test] of Object.entries(own.tests ?? {}))
    await fact(`${name}: ${title}`, async () => test({ page, open, asked, lines }));
}

async function ownTests(name) {
  const file = path.join(import.meta.dirname, 'pages', `${name}.mjs`);
  return existsSync(file) ? import(pathToFileURL(file).href) : {};
}

async function fact(title, test) {
  for (let time = 0; time < TIMES && wantedFact.test(title); time += 1) await tryFact(title, test, TRIES - 1);
}

async function tryFact(title, test, left) {
  const started = performance.now();
  try {
    await test();
    count.passed += 1;
    console.log(`ok    ${title} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  } catch (error) {
    const said = String(error.stack ?? error).replace(/^/gm, '      ');
    console.log(`${left > 0 ? 'again' : 'FAIL '} ${title}\n${said}`);
    if (left > 0) return tryFact(title, test, left - 1);
    count.failed += 1;
  }
}
