/* eslint-disable @typescript-eslint/no-require-imports -- CommonJS: every VS Code loads it without a build */
// What the manifest promises is there once the extension is active.
const assert = require('node:assert/strict');
const { join } = require('node:path');
const vscode = require('vscode');

const manifest = require(join(__dirname, '..', '..', '..', 'package.json'));

describe('the extension', () => {
  before(async () => {
    const extension = vscode.extensions.getExtension(`${manifest.publisher}.${manifest.name}`);
    assert.ok(extension, 'VS Code did not load the extension');
    await extension.activate();
  });

  it('registers every command of its manifest', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = manifest.contributes.commands.map(({ command }) => command).filter(id => !registered.has(id));
    assert.deepEqual(missing, []);
  });
});
