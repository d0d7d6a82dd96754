// A folder to open: the workshop's inputs and pages, as a learner would have them.
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
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
