// The package under test: `dist/ingestion-workshop.vsix`, made again when anything that goes into it is younger.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { npmCommand, root } from './host/install.mjs';

const INGREDIENTS = ['src', 'webview', 'media', 'l10n', 'workshop'];

/**
 * @returns {string} the VSIX's path; `VSIX` in the environment names another one, taken as it is
 * @throws with npm's last lines when it cannot be made
 */
export function ensureVsix() {
  if (process.env.VSIX) return resolve(process.env.VSIX);
  const vsix = join(root, 'dist', 'ingestion-workshop.vsix');
  if (existsSync(vsix) && statSync(vsix).mtimeMs > youngestIngredient()) return vsix;
  console.error('editor host: packaging the extension (npm run package) …');
  const { command, args, options } = npmCommand(['run', 'package', '--silent']);
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, ...options });
  if (status !== 0 || !existsSync(vsix)) throw new Error(`\`npm run package\` made no ${vsix}:\n${stdout}${stderr}`);
  return vsix;
}

/** A copy of the installed extensions with one more, a folder here; without their list, VS Code makes it anew. */
export function addExtension({ extensionsDir, name, scratch }) {
  const folder = mkdtempSync(join(scratch, 'extensions-'));
  cpSync(extensionsDir, folder, { recursive: true });
  rmSync(join(folder, 'extensions.json'), { force: true });
  cpSync(join(import.meta.dirname, name), join(folder, `${name}-1.0.0`), { recursive: true });
  return folder;
}

function youngestIngredient() {
  const atRoot = readdirSync(root, { withFileTypes: true }).filter(
    entry => entry.isFile() && !entry.name.endsWith('.md'),
  );
  const inFolders = INGREDIENTS.filter(name => existsSync(join(root, name))).flatMap(name =>
    readdirSync(join(root, name), { withFileTypes: true, recursive: true }).filter(entry => entry.isFile()),
  );
  return Math.max(...[...atRoot, ...inFolders].map(entry => statSync(join(entry.parentPath, entry.name)).mtimeMs));
}
