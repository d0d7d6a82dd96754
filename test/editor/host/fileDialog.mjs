// VS Code's own dialog of files and folders, which a window in a browser has.
import { LIMIT_MS } from './drawn.mjs';
import { eventually } from './eventually.mjs';
import { typeInBox } from './palette.mjs';

const CALM_MS = 250;

/** Chooses a path, or a folder that is there; `button`: where the extension has not named another. */
export async function choosePath(page, path, button = 'OK') {
  const box = page.locator('.quick-input-widget:visible').filter({ has: page.getByRole('button', { name: button }) });
  await box.locator('input.input').waitFor({ timeout: LIMIT_MS });
  // It proposes a path itself when it has looked into a folder, once or twice, over what was typed.
  await eventually(async () => {
    const value = () => box.locator('input.input').inputValue({ timeout: 2_000 });
    const before = await value();
    await page.waitForTimeout(CALM_MS);
    if (before === path) return (await value()) === path;
    if (before.startsWith('/') && (await value()) === before) await typeInBox(page, path);
    return false;
  });
  await eventually(
    async () => {
      if ((await box.count()) > 0) await box.getByRole('button', { name: button }).click({ timeout: 1_000 });
      return (await box.count()) === 0;
    },
    { what: 'the end of the dialog' },
  );
}
