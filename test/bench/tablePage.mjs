// The table page as it ships, in Chromium, on an engine process as the extension starts it: each message goes the way it
// goes in VS Code, but for VS Code's own part of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureHost } from '../editor/host/install.mjs';
import { openBrowser } from '../editor/host/vscode.mjs';
import { servePages } from '../webview/serve.mjs';
import { loadBundle, root } from './bundle.mjs';
import { startEngine } from './tableEngine.mjs';

/** What the extension calls otherwise than its page does (`answers` in features/tables/desk.ts). */
const OF_ENGINE = { open: 'openTable', stop: 'stopTableWork', copy: 'copyTable' };
const engineVerb = verb => OF_ENGINE[verb] ?? `table${verb[0].toUpperCase()}${verb.slice(1)}`;
const TABLE = 'bench';
const LIMIT_MS = 30_000;

/**
 * @returns {Promise<{missing: string} | {look: (file: string, work: (page, pid: number) => unknown) => Promise<unknown>,
 *   close: () => Promise<void>}>} `look`: a new page on a new engine process, which is up when the page starts
 */
export async function openTablePages() {
  const host = await ensureHost();
  if ('missing' in host) return host;
  const [server, { browser, page }] = await Promise.all([servePages({ fake: false }), openBrowser({ host })]);
  page.setDefaultTimeout(LIMIT_MS);
  const line = await joinPage(page, await wordsOfTable());
  const look = async (file, work) => {
    await page.goto('about:blank');
    const engine = await startEngine({ told: line.told });
    line.begin(engine, file);
    await page.goto(`${server.origin}/table?lang=en`, { waitUntil: 'commit' });
    return Promise.resolve(work(page, engine.pid)).finally(engine.close);
  };
  const close = async () => {
    await browser.close();
    await server.close();
  };
  return { look, close };
}

async function wordsOfTable() {
  const { PAGES, SHELL_WORDS } = await loadBundle('src/extension/pages.ts');
  const english = JSON.parse(readFileSync(join(root, 'l10n', 'bundle.l10n.json'), 'utf8'));
  const beginnings = [...SHELL_WORDS, ...PAGES.table.words];
  const said = Object.entries(english).filter(([key]) => beginnings.some(begin => key.startsWith(begin)));
  return { language: 'en', catalogue: Object.fromEntries(said), stage: false };
}

/** Gives the page what VS Code gives it; what it asks goes to the engine that was begun with last. */
async function joinPage(page, words) {
  const line = await page.context().newCDPSession(page);
  let answer = () => undefined;
  const hear = message => {
    const text = JSON.stringify(JSON.stringify(message));
    void line.send('Runtime.evaluate', { expression: `hearHost(${text})` }).catch(() => undefined);
  };
  await line.send('Runtime.enable');
  await line.send('Runtime.addBinding', { name: 'toHost' });
  line.on('Runtime.bindingCalled', ({ payload }) => answer(JSON.parse(payload)));
  await page.addInitScript(asVsCode, LIMIT_MS);
  return {
    told: (verb, params) => verb === 'tableMoved' && hear({ kind: 'tell', verb: 'moved', params }),
    begin: ({ ask }, path) => {
      const shell = { ready: () => ({ words, subject: null }), dataset: () => null };
      answer = async ({ id, verb, params }) => {
        try {
          const asked = () => ask(engineVerb(verb), { ...params, table: TABLE, ...(verb === 'open' && { path }) });
          hear({ kind: 'answer', id, value: (await (shell[verb] ?? asked)()) ?? null });
        } catch (error) {
          hear({ kind: 'refusal', id, problem: error.problem });
        }
      };
    },
  };
}

/** Runs in the page, before it. */
function asVsCode(limitMs) {
  let kept;
  const api = {
    postMessage: message => globalThis.toHost(JSON.stringify(message)),
    getState: () => kept,
    setState: state => (kept = state),
  };
  const rows = () => [...document.querySelectorAll('.gd-rows .gd-row')];
  /** Rows and nothing that waits, which hold so. */
  const isShown = holds =>
    rows().length > 0 && document.querySelector('.gd-rows .gd-wait') === null && rows().some(holds);
  /** ms since the page's start, when such rows have been painted. */
  const painted = (holds = () => true) =>
    new Promise((resolve, reject) => {
      const see = () => {
        if (isShown(holds)) setTimeout(() => resolve(performance.now()));
        else requestAnimationFrame(see);
      };
      requestAnimationFrame(see);
      setTimeout(() => reject(new Error(`not painted: ${document.body.innerText}`)), limitMs);
    });
  Object.assign(globalThis, {
    acquireVsCodeApi: () => api,
    hearHost: text => dispatchEvent(new MessageEvent('message', { data: JSON.parse(text) })),
    painted,
    firstPainted: painted(),
  });
}
