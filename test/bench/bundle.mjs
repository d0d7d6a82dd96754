// Modules under test go through the product's own build settings first: what is measured is what ships.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { BUNDLE } from '../../build.mjs';

export const root = join(import.meta.dirname, '..', '..');

/** What the modules (paths from the project's root) export, all in one object. */
export async function loadBundle(...modules) {
  const folder = mkdtempSync(join(tmpdir(), 'iw-bench-bundle-'));
  const outfile = join(folder, 'bundle.cjs');
  const contents = modules.map(module => `export * from './${module}';`).join('\n');
  try {
    await esbuild.build({ ...BUNDLE, external: ['pg-native'], stdin: { contents, resolveDir: root }, outfile });
    return createRequire(import.meta.url)(outfile);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Calls `work` with a new temporary folder and removes it afterwards. */
export async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'iw-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
