// A run of two pages, which is where the pages about one of them are opened from.
import assert from 'node:assert/strict';
import { clickEditorAction, eventually, openFile, openView, treeRows } from './host/workbench.mjs';
import { startSite, writePages } from './world.mjs';

const PAGES = ['/vie-pratique/tarifs', '/vie-pratique/pass-jeune'];

/** Ingests them from the editor of their input; answers what the tree's first row is called. */
export async function ranPages(page, { t, workspace }) {
  const site = await startSite();
  const addresses = PAGES.map(path => new URL(path, site.url).href);
  await openView(page, t.manifest('container'), t.view('sources'));
  await openFile(page, writePages(workspace, 'pages.ingest.yaml', addresses));
  await clickEditorAction(page, t.title('run'));
  const rows = await eventually(
    async () => {
      const drawn = await treeRows(page, t.view('sources'));
      assert.deepEqual(
        drawn.map(({ icon }) => icon),
        PAGES.map(() => 'pass'),
      );
      return drawn;
    },
    { limitMs: 60_000 },
  );
  site.close();
  return rows[0].label;
}
