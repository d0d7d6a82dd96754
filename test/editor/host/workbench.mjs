// Verbs on the window of VS Code, by what a person sees: titles, labels, texts. Each waits for what it needs, none
// sleeps. VS Code's own words stay English in a French window (see server.mjs), so they may be named here.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LIMIT_MS } from './drawn.mjs';
import { root } from './install.mjs';
import { runCommand } from './palette.mjs';

export * from './editors.mjs';
export * from './eventually.mjs';
export * from './fileDialog.mjs';
export * from './messages.mjs';
export * from './palette.mjs';
export * from './terminal.mjs';
export * from './views.mjs';

export const outFolder = join(root, 'test', 'editor', 'out');

/** Trusts the folder of a window in Restricted Mode, on VS Code's own page of trust. */
export async function trustFolder(page) {
  await runCommand(page, 'Workspaces: Manage Workspace Trust');
  await page
    .locator('.workspace-trust-editor')
    .getByRole('button', { name: 'Trust', exact: true })
    .click({ timeout: LIMIT_MS });
  await page.keyboard.press('Escape'); // the page of trust is a modal editor since 1.138
}

/** Reloads the window and waits until the new one is drawn: the old one still answers for a while. */
export async function reloadWindow(page) {
  await page.evaluate(() => (globalThis.isOldWindow = true));
  await runCommand(page, 'Developer: Reload Window');
  await page.waitForFunction(() => !globalThis.isOldWindow, undefined, { timeout: LIMIT_MS });
  await page.locator('.part.statusbar .statusbar-item').first().waitFor({ timeout: LIMIT_MS });
}

/** Writes `test/editor/out/<name>.png` and answers its path. */
export async function screenshot(page, name) {
  mkdirSync(outFolder, { recursive: true });
  const path = join(outFolder, `${name.replace(/[^\p{L}\p{N}-]+/gu, '-')}.png`);
  await page.screenshot({ path });
  return path;
}
