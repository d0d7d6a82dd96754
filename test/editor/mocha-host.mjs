// Recipe A: tests that run inside the extension host, where `vscode` can be required, on the extension as it is built in
// this folder (not on the VSIX). Three traps, each of which looks like a minute of silence: without
// --enable-smoke-test-driver a built VS Code ignores the payload; with workspace trust on, an extension that declares
// nothing is not loaded; with the smoke driver on, toasts are suppressed and dialogs refused.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './host/install.mjs';
import { startServer } from './host/server.mjs';
import { openBrowser } from './host/vscode.mjs';
import { insideEnvironment, insideIndex, insideTests, readReport } from './inside.mjs';

const RUN_LIMIT_MS = 180_000;

/**
 * @param {object} options
 * @param {{serverMain: string, node: string, chromium: string}} options.host
 * @param {string} [options.extension] folder of the extension under test, built
 * @param {string} [options.workspace] folder to open; an empty temporary one otherwise
 * @param {string[]} [options.files] mocha files (CommonJS)
 * @returns {Promise<ReturnType<typeof readReport>>}
 */
export async function runInExtensionHost({ host, extension = root, files = insideTests(), ...rest }) {
  const scratch = mkdtempSync(join(tmpdir(), 'iw-inside-'));
  const report = join(scratch, 'report.json');
  const env = insideEnvironment({ files, report });
  try {
    const server = await startServer({
      host,
      smokeDriver: true,
      env,
      locale: rest.locale,
      userSettings: rest.userSettings,
    });
    try {
      await waitForExit({ host, server, extension, workspace: rest.workspace ?? scratch });
      const tests = readReport(report);
      if (tests === undefined) throw new Error(`the tests ended without a report; the server said:\n${server.log()}`);
      return tests;
    } finally {
      await server.close();
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function waitForExit({ host, server, extension, workspace }) {
  const { browser, page, lines } = await openBrowser({ host });
  try {
    let timer;
    const exited = new Promise((done, fail) => {
      const late = () =>
        fail(new Error(`no answer from the extension host:\n${lines.slice(-20).join('\n')}\n${server.log()}`));
      timer = setTimeout(late, RUN_LIMIT_MS);
      void page.exposeFunction('codeAutomationExit', done);
    });
    await page.exposeFunction('codeAutomationLog', () => undefined);
    await page.goto(windowAddress({ server, extension, workspace }), { waitUntil: 'commit' });
    await exited;
    clearTimeout(timer);
  } finally {
    await browser.close();
  }
}

function windowAddress({ server, extension, workspace }) {
  const remote = path => `vscode-remote://${server.origin.slice('http://'.length)}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(extension)],
    ['extensionTestsPath', remote(insideIndex)],
    ['skipWelcome', 'true'],
  ];
  return `${server.origin}/?${new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) })}`;
}
