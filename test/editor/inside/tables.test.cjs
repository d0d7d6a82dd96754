/* eslint-disable @typescript-eslint/no-require-imports -- CommonJS: every VS Code loads it without a build */
// What other extensions and our own pages ask for: a table at a row.
const assert = require('node:assert/strict');
const { mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const vscode = require('vscode');

/** Columns line and trams, three rows. */
const TRAMS =
  'UEFSMRUGFSIVJlwVBhUAFQYVABUEFQAAAAMHDzgBAAAAQQEAAABCAQAAAEMVBhUcFSBcFQYVABUGFQAVBBUAAAADBwwsDAAAAAcAAAAfAAAAFQQZPEgE' +
  'cm9vdBUEABUMJQIYBGxpbmUlAAAVAiUCGAV0cmFtcwAWBhkcGSwmCBwVDBkVABkYBGxpbmUVAhYGFkwWUCYIAAAmWBwVAhkVABkYBXRyYW1zFQIWBhZG' +
  'FkomWAAAFpIBFgY2mgEAKAloeXBhcnF1ZXQZLBwAABwAAACAAAAAUEFSMQ==';

const tabs = () => vscode.window.tabGroups.all.flatMap(group => group.tabs.map(({ input }) => input));
const editors = () => tabs().filter(input => input.viewType === 'ingestionWorkshop.table');
const panels = () => tabs().filter(input => input.viewType?.endsWith('ingestionWorkshop.page.table'));
const open = place => vscode.commands.executeCommand('ingestionWorkshop.openTable', place);

async function until(is) {
  for (let waited = 0; !is(); waited += 50) {
    assert.ok(waited < 20_000, 'it did not come');
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

describe('a table', () => {
  let folder = '';
  let file = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'iw-tables-'));
    mkdirSync(join(folder, 'partition_date=2026-01-01'));
    file = join(folder, 'partition_date=2026-01-01', 'part[1].parquet');
    writeFileSync(file, Buffer.from(TRAMS, 'base64'));
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(folder, { recursive: true });
  });

  it('opens in its editor, which is shown again when another row is asked for, from another group too', async () => {
    await open({ path: file, row: 2, column: 'trams' });
    await until(() => editors().length === 1);
    assert.equal(editors()[0].uri.fsPath, file);
    await vscode.commands.executeCommand('workbench.action.newGroupRight');
    await open({ path: file, row: 0, column: null });
    await open({ path: file });
    await until(() => vscode.window.tabGroups.activeTabGroup.activeTab?.input?.uri?.fsPath === file);
    assert.equal(editors().length, 1);
  });

  it('opens in every group that wants it', async () => {
    await vscode.commands.executeCommand('workbench.action.splitEditor');
    await until(() => editors().length === 2);
  });

  it('of a folder opens in one panel', async () => {
    await open({ path: folder, row: null, column: null });
    await open(vscode.Uri.file(folder));
    await until(() => panels().length === 1);
  });

  it('that is not there opens nothing', async () => {
    const before = tabs().length;
    await open({ path: join(folder, 'none.parquet'), row: 1, column: null });
    assert.equal(tabs().length, before);
  });
});
