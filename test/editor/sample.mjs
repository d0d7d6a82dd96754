// A folder to open: the workshop's inputs and pages, as a learner would have them.
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './host/install.mjs';

/**
 * Copies `workshop/*.ingest.yaml` and `workshop/pre-downloaded` into `folder` (made if missing; what is there and was
 * changed by its user stays).
 */
export function layOutSample(folder) {
  mkdirSync(folder, { recursive: true });
  const workshop = join(root, 'workshop');
  const names = existsSync(workshop) ? readdirSync(workshop) : [];
  const wanted = names.filter(name => name.endsWith('.ingest.yaml') || name === 'pre-downloaded');
  for (const name of wanted) cpSync(join(workshop, name), join(folder, name), { recursive: true, force: false });
  return folder;
}

/** Two empty folders, `north` and `south`, and the workspace file that has both; answers its path. */
export function layOutSeveral(folder) {
  const names = ['north', 'south'];
  for (const name of names) mkdirSync(join(folder, name), { recursive: true });
  const file = join(folder, 'two.code-workspace');
  writeFileSync(file, JSON.stringify({ folders: names.map(path => ({ path })) }, null, 2));
  return file;
}

/** A workspace file whose only folder is on no disk (memory-files/ serves it); answers its path. */
export function layOutVirtual(folder) {
  const file = join(folder, 'memory.code-workspace');
  writeFileSync(file, JSON.stringify({ folders: [{ uri: 'memory:/', name: 'memory' }] }, null, 2));
  return file;
}
