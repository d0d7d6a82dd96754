// The editor of Parquet files, and folders of them as one table.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { editorTitles, eventually, openView, screenshot, webviewFrame } from '../host/workbench.mjs';

export const name = 'table';
export const languages = ['en', 'fr'];
export const window = { workspace: 'empty' };

const ROWS = 5_000;

/** Lines of trams: as many as asked for. */
function writeTrams(file, rows = ROWS) {
  const numbers = Array.from({ length: rows }, (_, at) => at);
  const columnData = [
    { name: 'id', data: numbers.map(at => BigInt(at) + 9_007_199_254_740_993n), type: 'INT64' },
    { name: 'stop', data: numbers.map(at => (at % 7 === 0 ? null : `arrêt ${at % 100}`)), type: 'STRING' },
    { name: 'delay', data: numbers.map(at => (at * 37) % 1000), type: 'INT32' },
  ];
  writeFileSync(file, Buffer.from(parquetWriteBuffer({ columnData })));
}

const page_ = page => webviewFrame(page).locator('body');

export const tests = {
  'a file opens from the explorer': async ({ t, page, workspace }) => {
    writeTrams(join(workspace, 'trams.parquet'));
    mkdirSync(join(workspace, 'data'));
    // Before VS Code knows its extensions, it shows what it has itself.
    await openView(page, t.manifest('container'));
    await openView(page, 'Explorer');
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'trams.parquet' }).dblclick();
    await eventually(async () => assert.match(await page_(page).innerText(), /5.000/));
    assert.equal((await editorTitles(page))[0], 'trams.parquet');
    await screenshot(page, `table-1-${t.language}`);
  },
};
