// The tests that run inside the extension host: in the offline host (mocha-host.mjs) and in a downloaded VS Code
// (test/desktop). CommonJS, so that every VS Code can load them without a build.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'inside');
export const insideIndex = join(folder, 'index.cjs');

/** Absolute paths of `test/editor/inside/*.test.cjs`. */
export function insideTests() {
  const names = readdirSync(folder).filter(name => name.endsWith('.test.cjs'));
  return names.toSorted().map(name => join(folder, name));
}
