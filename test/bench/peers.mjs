// The peers that we measure ourselves against, in a package of their own: the product's `npm ci` does not pay for them.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand } from '../editor/host/install.mjs';

const here = import.meta.dirname;
const stamp = join(here, 'node_modules', '.installed');

/** Installs the peers when they are missing or others than the lock names; throws with npm's last lines. */
export function ensurePeers() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(here, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.error('bench: installing the peers …');
  const { command, args, options } = npmCommand(['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  const { status, stdout, stderr } = spawnSync(command, [...args, '--loglevel=error'], { cwd: here, ...options });
  if (status !== 0) throw new Error(`npm ci failed in ${here}: ${`${stdout}${stderr}`.trim().slice(-500)}`);
  writeFileSync(stamp, wanted);
}

/** `name version`, as the table calls a peer. */
export function peerName(name) {
  return `${name} ${JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).dependencies[name]}`;
}
