// The smallest facts of an installed extension: its container is there, trusted or not, in both languages.
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { eventually, openView, paletteOffers, statusBar } from '../host/workbench.mjs';
import { ensureVsix } from '../vsix.mjs';

export const name = 'window';
export const languages = ['en', 'fr'];
export const window = { workspace: 'empty' };

/** Bytes: what somebody waits for who installs it. */
const LIMIT = 3 * 1024 * 1024;

export const tests = {
  'the package is within its limit': async () => {
    const { size } = statSync(ensureVsix());
    assert.ok(size <= LIMIT, `${size} bytes, and ${LIMIT} are allowed`);
  },
  'the activity bar has the container with its two views': async ({ t, page }) => {
    await openView(page, t.manifest('container'), t.view('sources'));
    await openView(page, t.manifest('container'), t.view('runs'));
  },
  'the palette offers commands under one category': async ({ t, page }) => {
    await eventually(async () => {
      const offers = await paletteOffers(page, t.command('showLog'));
      assert.ok(offers.includes(t.command('showLog')), offers.join('\n'));
    });
  },
  'a folder that is not trusted has the container too': async ({ t, open }) => {
    const { page } = await open({ workspace: 'empty', trust: false });
    await openView(page, t.manifest('container'));
    await eventually(async () => {
      const texts = (await statusBar(page)).map(item => item.text);
      assert.ok(texts.includes('Restricted Mode'), texts.join(' | '));
    });
  },
};
