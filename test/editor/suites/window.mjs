// The smallest facts of an installed extension: its container is there, trusted or not, in both languages.
import assert from 'node:assert/strict';
import { eventually, openView, paletteOffers, statusBar } from '../host/workbench.mjs';

export const name = 'window';
export const window = { workspace: 'empty' };

export const tests = {
  'the activity bar has the container with its two views': async ({ page }) => {
    await openView(page, 'Ingestion Workshop', 'Sources');
    await openView(page, 'Ingestion Workshop', 'Runs');
  },
  'the palette offers commands under one category': async ({ page }) => {
    await eventually(async () => {
      const offers = await paletteOffers(page, 'Ingestion Workshop:');
      assert.ok(offers.includes('Ingestion Workshop: Show Log'), offers.join('\n'));
    });
  },
  'a folder that is not trusted has the container too': async ({ open }) => {
    const { page } = await open({ workspace: 'empty', trust: false });
    await openView(page, 'Ingestion Workshop');
    await eventually(async () => {
      const texts = (await statusBar(page)).map(item => item.text);
      assert.ok(texts.includes('Restricted Mode'), texts.join(' | '));
    });
  },
};
