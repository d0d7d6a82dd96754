// What a window tells of its runs, and the engine process behind it.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { eventually, notifications, runCommand, treeRows } from './host/workbench.mjs';

/** The description of the newest run. */
export const newest = async (page, view = 'Runs') => (await treeRows(page, view))[0]?.description ?? '';
/**
 * All that was said meanwhile is in the failure. VS Code shows at most three new toasts in 800 ms and puts the next ones
 * into its list only; a suite is quick enough for that, so the list is opened when no toast comes.
 */
export async function says(page, words) {
  const seen = new Set();
  const look = async () => {
    for (const notification of await notifications(page)) seen.add(JSON.stringify(notification));
    assert.match([...seen].join('\n'), words);
  };
  await eventually(look, { limitMs: 8_000 }).catch(async () => {
    await runCommand(page, 'Notifications: Show Notifications');
    await eventually(look, { limitMs: 32_000 });
  });
}
/** The newest run comes to say this. */
export const runIs = (page, words, view = 'Runs') =>
  eventually(async () => assert.match(await newest(page, view), words), { limitMs: 40_000 });

/** The engine process of this window's extension host. */
export function engineProcess(dataDir) {
  const processes = readdirSync('/proc').filter(entry => /^\d+$/.test(entry));
  const found = processes.filter(pid => {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return line.includes('dist/engineHost.js') && ancestors(pid).some(parent => parent.includes(dataDir));
    } catch {
      return false; // It ended meanwhile.
    }
  });
  assert.equal(found.length, 1, `one engine process, not ${found.length}`);
  return Number(found[0]);
}

function ancestors(pid) {
  const parent = /\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
  if (parent === undefined || parent === '0') return [];
  return [readFileSync(`/proc/${parent}/cmdline`, 'utf8'), ...ancestors(parent)];
}
