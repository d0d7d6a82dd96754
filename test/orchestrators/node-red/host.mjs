// The real Node-RED, in a package of its own: 117 MB, 14 s to install.
import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensurePackages } from '../../servers/nodePackage.ts';
import { freePort, readJson, root } from '../world.mjs';

const here = import.meta.dirname;
const shipped = path.join(root, 'workshop', 'node-red');
const ANSWER_LIMIT_MS = 120_000;

/** The path of Node-RED's program. */
export function ensureNodeRed() {
  const found = ensurePackages(here);
  return 'missing' in found ? found : { red: path.join(here, 'node_modules', 'node-red', 'red.js') };
}

/**
 * The shipped folder as a user's copy, with `settings` in the tab's environment. `press(id, props)` is the button of an
 * inject node, `until(pattern)` waits for what a debug node shows after the last press.
 */
export async function startNodeRed({ red, folder, start }, settings) {
  const userDir = path.join(folder, 'node-red');
  cpSync(shipped, userDir, { recursive: true });
  writeFileSync(path.join(userDir, 'flows.json'), JSON.stringify(withSettings(settings)));
  const port = await freePort();
  const options = { cwd: folder, env: { ...process.env, PORT: String(port) } };
  const child = start(process.execPath, [red, '--userDir', userDir], options);
  const told = follow(child);
  await told.until(/Started flows/);
  return {
    until: told.until,
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
    press: async (id, props = []) => {
      told.forget();
      const answer = await fetch(`http://127.0.0.1:${port}/inject/${id}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(props.length > 0 ? { __user_inject_props__: props } : {}),
      });
      if (!answer.ok) throw new Error(`/inject/${id} answered ${answer.status}`);
    },
  };
}

function withSettings(settings) {
  const nodes = readJson(path.join(shipped, 'flows.json'));
  const { env } = nodes.find(({ type }) => type === 'tab');
  for (const [name, value] of Object.entries(settings)) env.find(entry => entry.name === name).value = value;
  return nodes;
}

/** What it prints, from the last `forget` on. */
function follow(child) {
  let text = '';
  let look = () => {};
  const take = chunk => {
    text += chunk;
    look();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  child.once('exit', code => take(`\nNode-RED ended with ${code}\n`));
  const until = pattern =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no ${pattern} in:\n${text}`)), ANSWER_LIMIT_MS);
      look = () => {
        const found = pattern.exec(text);
        const hasEnded = /Node-RED ended with/.test(text);
        if (!found && !hasEnded) return;
        clearTimeout(late);
        if (found) resolve(found);
        else reject(new Error(`no ${pattern} in:\n${text}`));
      };
      look();
    });
  return { until, forget: () => (text = '') };
}
