// Verbs on the command palette, quick picks and input boxes.
import { eventually } from './eventually.mjs';
import { LIMIT_MS, plain } from './drawn.mjs';

/** Runs a command by its whole palette title, "Category: Title". */
export async function runCommand(page, title) {
  await eventually(
    async () => {
      // Asked anew each time: the palette lists what is registered when it opens, and extensions come late.
      await openPalette(page, `>${title}`);
      const row = await findQuickPickRow(page, title);
      // By Enter where it is first: a click that VS Code answers late counts as failed, and would be made twice.
      if (await row.evaluate(element => element.previousElementSibling === null)) await page.keyboard.press('Enter');
      else await row.click({ timeout: 1_000 });
    },
    { limitMs: LIMIT_MS },
  );
}

/**
 * Titles that the palette offers for some words: what a user finds, and what is not enabled now is not there. It draws
 * about twenty rows: ask for a title rather than for a category.
 */
export async function paletteOffers(page, words) {
  // The one before may be just closing, and takes no words any more.
  await eventually(() => openPalette(page, `>${words}`), { limitMs: LIMIT_MS });
  let offers;
  // It lists everything first and filters then.
  await eventually(async () => {
    const before = JSON.stringify(offers);
    offers = await quickPickLabels(page);
    if (JSON.stringify(offers) === before) return true;
    await page.waitForTimeout(CALM_MS);
    return false;
  });
  await page.keyboard.press('Escape');
  return offers;
}

const CALM_MS = 250;

async function openPalette(page, text) {
  await page.keyboard.press('Escape');
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget:visible input.input').fill(text, { timeout: 2_000 });
}

/** Labels of the open quick pick, as drawn. */
export async function quickPickLabels(page) {
  const list = page.locator('.quick-input-widget:visible .quick-input-list');
  await list.locator('.monaco-list-row').first().waitFor({ timeout: 2_000 });
  const rows = await list
    .locator('.quick-input-list-rows')
    .evaluateAll(all => all.map(row => row.querySelector('.quick-input-list-row .label-name')?.textContent ?? ''));
  return rows.map(plain);
}

/** Chooses in the open quick pick, by the label as drawn (icons aside). */
export async function pick(page, label) {
  let isClicked = false;
  const choose = async () => {
    // On a busy machine a click may have chosen though its end was not seen in time: the next list is there then.
    if (isClicked && !(await quickPickLabels(page).catch(() => [])).includes(label)) return;
    const row = await findQuickPickRow(page, label);
    isClicked = true;
    await row.click({ timeout: 1_000 });
  };
  await eventually(choose, { limitMs: LIMIT_MS });
}

/** The same, for who opens the quick pick again when VS Code has closed it. */
export async function pickOnce(page, label) {
  const row = await findQuickPickRow(page, label);
  await row.click({ timeout: 1_000 });
}

/** Checks these in the open quick pick of several, known by its prompt, and goes on. */
export async function check(page, prompt, labels) {
  const box = page.locator('.quick-input-widget:visible').filter({ has: page.getByPlaceholder(prompt) });
  await box.waitFor({ timeout: LIMIT_MS });
  for (const label of labels)
    await eventually(async () => {
      const row = await findQuickPickRow(page, label);
      const whole = row.locator('xpath=ancestor::*[@role="checkbox"]');
      const isChecked = async () => (await whole.getAttribute('aria-checked', { timeout: 1_000 })) === 'true';
      if (!(await isChecked())) await row.click({ timeout: 1_000 });
      return isChecked();
    });
  await box.getByRole('button', { name: 'OK' }).click({ timeout: LIMIT_MS });
}

async function findQuickPickRow(page, label) {
  const labels = await quickPickLabels(page);
  if (!labels.includes(label))
    throw new Error(`"${label}" is not offered; there is: ${labels.join(' | ') || 'nothing'}`);
  // By its words, looked up again at the click: rows move while a list is still being filled.
  const words = page.locator('.quick-input-list-row .label-name').filter({ hasText: exactly(label) });
  return page
    .locator('.quick-input-widget:visible .quick-input-list .quick-input-list-rows')
    .filter({ has: words })
    .first();
}

/** As Playwright compares: runs of blanks of any kind are one; icons are drawn without a letter. */
const exactly = label =>
  new RegExp(`^[\\uE000-\\uF8FF\\s]*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+')}\\s*$`);

/** Types into the open input box and confirms. */
export async function answer(page, text) {
  // Not that of a list, which is just closing.
  const input = page.locator('.quick-input-widget:visible:not(:has(.quick-input-list:visible)) input.input');
  await input.fill(text, { timeout: LIMIT_MS });
  await input.press('Enter');
}

/** Types into the open input box, and leaves it open. */
export async function typeInBox(page, text) {
  await page.locator('.quick-input-widget:visible input.input').fill(text, { timeout: 1_000 });
}

/** What the open input box says is wrong, or its prompt. */
export const boxProblem = page => page.locator('.quick-input-widget:visible .quick-input-message').innerText();
