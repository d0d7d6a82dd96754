// Verbs on the editors and webviews in the middle.
import { eventually } from './eventually.mjs';
import { LIMIT_MS, plain } from './drawn.mjs';
import { quickPickLabels } from './palette.mjs';

const NOTHING = 'No matching results';

/** Opens a file of the workspace by its path, or any text that Quick Open finds first. */
export async function openFile(page, path) {
  await eventually(
    async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('ControlOrMeta+P');
      await page.locator('.quick-input-widget:visible input.input').fill(path, { timeout: 2_000 });
      // What was open lately is listed at once, what is found follows: typing anew would begin the search anew.
      const wanted = path.split('/').at(-1);
      const first = await eventually(
        async () => {
          const labels = await quickPickLabels(page);
          if (labels[0] === wanted || labels[0] === NOTHING) return labels[0];
          throw new Error(`${path} is not found first; there is: ${labels.join(' | ')}`);
        },
        { limitMs: 8_000 },
      );
      // Its list of files was made before this one was: the last word until it is asked anew.
      if (first === NOTHING) throw new Error(`${path} is not found`);
      await page.keyboard.press('Enter');
    },
    { limitMs: 30_000 },
  );
  await eventually(async () => (await editorTitles(page))[0] === path.split('/').at(-1), {
    what: `the editor of ${path}`,
  });
  const end = JSON.stringify(`/${path.split('/').at(-1)}`);
  const drawn = page.locator(`.editor-group-container.active .monaco-editor[data-uri$=${end}]`);
  await drawn.first().waitFor({ timeout: LIMIT_MS });
}

/** Titles of the open editors; the active one first. */
export async function editorTitles(page) {
  const tabs = page.locator('.part.editor .tab');
  const titles = await tabs.evaluateAll(
    (all, inFront) =>
      all
        .toSorted((a, b) => Number(b.matches(inFront)) - Number(a.matches(inFront)))
        .map(tab => tab.dataset.resourceName ?? ''),
    '.editor-group-container.active .tab.active',
  );
  return titles.map(plain);
}

/**
 * The whole text of the active editor. Copied, because the page holds only the lines in sight; the cursor goes to the
 * start of the file.
 */
export async function editorText(page) {
  const editor = page.locator('.editor-group-container.active .monaco-editor').first();
  await editor.waitFor({ timeout: LIMIT_MS });
  await editor.locator('.native-edit-context, textarea.inputarea').first().focus(); // a click may land on a toast
  // An empty editor copies nothing and would leave an older text.
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+C');
  await page.keyboard.press('ControlOrMeta+Home');
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Presses an action in the title of the active editor (the play button of an input file). */
export async function clickEditorAction(page, action) {
  const bar = page.locator('.editor-group-container.active .editor-actions');
  await bar.locator(`.action-label[aria-label^=${JSON.stringify(action)}]`).click({ timeout: LIMIT_MS });
}

/** The inside of the webview in front. */
export function webviewFrame(page) {
  return page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
}

/** What the Markdown preview in front says. */
export const previewText = page => webviewFrame(page).locator('body').innerText({ timeout: LIMIT_MS });

/** Labels of the actions in the title of the active editor. */
export async function editorActions(page) {
  const bar = page.locator('.editor-group-container.active .editor-actions .action-label');
  return bar.evaluateAll(all => all.map(label => label.getAttribute('aria-label') ?? ''));
}

/** Puts the cursor at [line, column], counted from 1, of the active editor. */
export async function goTo(page, [line, column]) {
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+G');
  const input = page.locator('.quick-input-widget:visible input.input');
  await input.fill(`:${line}:${column}`, { timeout: LIMIT_MS });
  await input.press('Enter');
}

/** What completion offers at a place: labels from the top, as many as are drawn. */
export async function suggestions(page, place) {
  await goTo(page, place);
  await page.keyboard.press('ControlOrMeta+Space');
  const rows = page.locator('.suggest-widget.visible .monaco-list-row');
  await rows.first().waitFor({ timeout: 2_000 });
  return (await rows.locator('.label-name').allInnerTexts()).map(plain);
}

/** The text of the hover at a place. */
export async function hoverText(page, place) {
  await goTo(page, place);
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.press('ControlOrMeta+I');
  const box = page.locator('.monaco-hover:visible .monaco-hover-content').first();
  await box.waitFor({ timeout: 2_000 });
  return plain(await box.innerText());
}

/** Takes a quick fix, by its words, at a place. */
export async function quickFix(page, place, words) {
  await goTo(page, place);
  await eventually(async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+.');
    const row = page.locator('.action-widget .monaco-list-row').getByText(words);
    await row.waitFor({ timeout: 3_000 });
    await page.keyboard.press('Enter');
    await row.waitFor({ state: 'detached', timeout: 3_000 });
  });
}
