// Recipe B: a window of a real VS Code on the installed VSIX, driven by Playwright. Toasts are visible here.
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { ensureHost } from './install.mjs';
import { startServer } from './server.mjs';

// --no-sandbox: the suite may run as root in a container. The rest keeps Chromium from talking to its makers.
const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];
const WORKBENCH_LIMIT_MS = 60_000;

/**
 * Starts VS Code on a folder and waits until its window is drawn (extensions may still be starting: the verbs of
 * `workbench.mjs` wait for what they look for).
 * @param {object} options those of `startServer`, and
 * @param {string} options.workspace folder or `.code-workspace` file to open
 * @param {{width: number, height: number}} [options.size] of the window in CSS px
 * @param {{serverMain: string, node: string, chromium: string}} [options.host] what `ensureHost` answered
 * @returns {Promise<{url: string, page: import('playwright-core').Page, browser: import('playwright-core').Browser,
 *   console: string[], serverLog: () => string, dataDir: string, close: () => Promise<void>}>}
 */
export async function startVsCode({ workspace, size = { width: 1400, height: 900 }, ...options }) {
  if (!existsSync(workspace)) throw new Error(`no folder to open: ${workspace}`);
  const host = options.host ?? (await hostOrThrow());
  const server = await startServer({ ...options, host });
  const kind = workspace.endsWith('.code-workspace') ? 'workspace' : 'folder';
  const url = `${server.origin}/?${kind}=${encodeURIComponent(workspace)}`;
  try {
    const { browser, page, lines } = await openBrowser({ host, size, locale: options.locale });
    await page.goto(url, { waitUntil: 'commit' });
    await drawn(page);
    if (kind === 'workspace') await untilItsFoldersAreThere(page, basename(workspace, '.code-workspace'));
    const close = async () => {
      await browser.close();
      await server.close();
    };
    return { url, page, browser, console: lines, serverLog: server.log, dataDir: server.dataDir, close };
  } catch (error) {
    await server.close();
    throw error;
  }
}

const drawn = page => page.locator('.part.statusbar .statusbar-item').first().waitFor({ timeout: WORKBENCH_LIMIT_MS });

/** On a busy machine VS Code now and then asks for the workspace's file before its server answers, and opens nothing. */
async function untilItsFoldersAreThere(page, name) {
  const isOpen = () => page.waitForFunction(one => document.title.includes(one), name, { timeout: 20_000 });
  await isOpen().catch(async () => {
    await page.reload({ waitUntil: 'commit' });
    await drawn(page);
    await isOpen();
  });
}

/** A browser page that keeps what VS Code writes to its console. */
export async function openBrowser({ host, size, locale = 'en' }) {
  // Imported late: this file is also read where the host is not installed yet.
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath: host.chromium, args: BROWSER_FLAGS });
  const context = await browser.newContext({
    viewport: size ?? { width: 1400, height: 900 },
    locale: locale === 'fr' ? 'fr-FR' : 'en-GB',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const lines = [];
  page.on('console', message => lines.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', error => lines.push(`uncaught: ${error.message}`));
  return { browser, page, lines };
}

async function hostOrThrow() {
  const host = await ensureHost();
  if ('missing' in host) throw new Error(host.missing);
  return host;
}
