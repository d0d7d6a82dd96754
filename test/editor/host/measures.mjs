// Verbs that measure: what activation cost, and what axe finds in a webview.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { editorText, editorTitles, webviewFrame } from './editors.mjs';
import { eventually } from './eventually.mjs';
import { runCommand } from './palette.mjs';

/**
 * Times of an active extension as VS Code's own "Startup Performance" page tells them, in ms.
 * @param {string} id "publisher.name"
 * @returns {Promise<{loadMs: number, activateMs: number, finishMs: number}>} code loaded, `activate` called, its promise kept
 */
export async function activationTimes(page, id) {
  await runCommand(page, 'Developer: Startup Performance');
  await eventually(async () => (await editorTitles(page))[0]?.includes('Startup Performance'), {
    what: 'the page of times',
  });
  return eventually(async () => {
    const row = (await editorText(page)).split('\n').find(line => line.includes('|') && line.includes(id));
    if (row === undefined) throw new Error(`${id} is not among the active extensions`);
    const cells = row.split('|').map(cell => cell.trim());
    const first = cells.findIndex(cell => cell.includes(id)) + 2; // id, whether eager, then the times
    const [loadMs, activateMs, finishMs] = cells.slice(first, first + 3).map(Number);
    return { loadMs, activateMs, finishMs };
  });
}

/**
 * Runs axe in the webview in front; works under `default-src 'none'`, because the driver puts the script in.
 * @returns {Promise<{id: string, impact: string, help: string, nodes: string[]}[]>} violations; empty is what we want
 */
export async function axeViolations(page, options = {}) {
  const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const body = webviewFrame(page).locator('body');
  const violations = await body.evaluate(
    async (_, { source, options }) => {
      if (!globalThis.axe) (0, eval)(source);
      return (await globalThis.axe.run(document, options)).violations;
    },
    { source, options },
  );
  return violations.map(({ id, impact, help, nodes }) => ({ id, impact, help, nodes: nodes.map(node => node.html) }));
}
