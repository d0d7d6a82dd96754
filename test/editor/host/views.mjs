// Verbs on the activity bar, the trees in its containers and their welcome contents.
import { LIMIT_MS, plain } from './drawn.mjs';
import { editorTitles } from './editors.mjs';
import { eventually } from './eventually.mjs';

/** A menu of VS Code's does not hear a button that is let go within 100 ms of its opening. */
const MENU_DEAF_MS = 200;

/** Shows a container of the activity bar and opens one of its views, if named. */
export async function openView(page, container, view) {
  const tab = page.locator('.part.activitybar').getByRole('tab', { name: container });
  await tab.waitFor({ timeout: LIMIT_MS });
  // Looked at anew each time: while a window starts, the side bar comes back by itself and a click would close it.
  await eventually(
    async () => {
      if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.click({ timeout: 1_000 });
      if (view === undefined) return;
      const header = pane(page, view).locator('.pane-header');
      await header.waitFor({ timeout: 2_000 });
      if ((await header.getAttribute('aria-expanded')) !== 'true') await header.click({ timeout: 1_000 });
    },
    { limitMs: LIMIT_MS },
  );
}

/** The row of a file or a folder in the Explorer. */
export const inExplorer = (page, name) =>
  page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first();

/** Opens a file by a double click, as its own editor opens it: Quick Open's waits are those of a text. */
export async function openFromExplorer(page, name) {
  await openView(page, 'Explorer');
  await eventually(
    async () => {
      const isOpen = async () => (await editorTitles(page))[0] === name;
      if (await isOpen()) return;
      // The tooltip of what the mouse has pressed last may lie over the row.
      await page.mouse.move(...ASIDE);
      await inExplorer(page, name).dblclick({ timeout: 2_000 });
      await eventually(isOpen, { limitMs: 10_000, what: `the editor of ${name}` });
    },
    { limitMs: LIMIT_MS },
  );
}

/** px, in the middle of the editors. */
const ASIDE = [800, 600];

function pane(page, view) {
  const title = page.locator('.pane-header .title').getByText(view, { exact: true });
  return page.locator('.part.sidebar .pane').filter({ has: title });
}

/**
 * The rows of a tree, top to bottom, as drawn (rows scrolled out of sight are not in the page).
 * @returns {Promise<{level: number, label: string, description: string, name: string, icon: string,
 *   expanded: boolean | undefined}[]>} `name` is what a screen reader says; `icon` a codicon's name, or a picture's
 */
export async function treeRows(page, view) {
  const rows = await pane(page, view)
    .locator('[role=treeitem]')
    .evaluateAll(all => {
      const iconOf = icon =>
        /codicon-([\w-]+)/.exec(icon?.className ?? '')?.[1] ??
        /(?:%2F|\/)([\w-]+)\.svg/.exec(icon ? getComputedStyle(icon).backgroundImage : '')?.[1] ??
        '';
      return all
        .toSorted((a, b) => Number(a.dataset.index) - Number(b.dataset.index)) // the page's order is not the eye's
        .map(row => ({
          level: Number(row.getAttribute('aria-level')),
          label: row.querySelector('.monaco-icon-name-container')?.textContent ?? '',
          description: row.querySelector('.label-description')?.textContent ?? '',
          name: row.getAttribute('aria-label') ?? '',
          icon: iconOf(row.querySelector('.custom-view-tree-node-item-icon')),
          expanded: row.hasAttribute('aria-expanded') ? row.getAttribute('aria-expanded') === 'true' : undefined,
        }));
    });
  return rows.map(row => ({ ...row, label: plain(row.label), description: plain(row.description) }));
}

/** The tree as indented text, "label  description" a line: short to assert on, and readable when it fails. */
export async function treeText(page, view) {
  const rows = await treeRows(page, view);
  return rows.map(row => `${'  '.repeat(row.level - 1)}${row.label}  ${row.description}`.trimEnd()).join('\n');
}

function treeRow(page, view, label) {
  const name = page.locator('.monaco-icon-name-container').getByText(label, { exact: true });
  return pane(page, view).locator('[role=treeitem]').filter({ has: name });
}

/** Clicks a row (the first so labelled): selects it and runs its command. */
export async function clickTreeRow(page, view, label) {
  await treeRow(page, view, label).first().locator('.label-name').click({ timeout: LIMIT_MS });
}

/** Opens or closes a row by its twistie: once more when VS Code has taken the click for the second of a double one. */
export async function toggleTreeRow(page, view, label) {
  const row = treeRow(page, view, label).first();
  const isOpen = () => row.getAttribute('aria-expanded', { timeout: LIMIT_MS });
  const before = await isOpen();
  const hasTurned = async () => (await isOpen()) !== before;
  await eventually(
    async () => {
      if (await hasTurned()) return;
      await row.locator('.monaco-tl-twistie').click({ timeout: 1_000 });
      await eventually(hasTurned, { limitMs: 5_000 });
    },
    { limitMs: LIMIT_MS },
  );
}

/** Presses a row's inline action, which shows on hover only. */
export async function clickTreeAction(page, view, label, action) {
  const row = treeRow(page, view, label).first();
  await row.hover({ timeout: LIMIT_MS });
  await row.locator(`.action-label[aria-label^=${JSON.stringify(action)}]`).click({ timeout: LIMIT_MS });
}

/** Adds a row (the first whose label or description has these words) to those that are selected. */
export async function selectTreeRowToo(page, view, words) {
  const row = pane(page, view).locator('[role=treeitem]').filter({ hasText: words }).first();
  await row.click({ modifiers: ['ControlOrMeta'], timeout: LIMIT_MS });
}

/** Chooses in the context menu of a tree's row (the first whose label or description has these words). */
export async function clickRowMenu(page, view, words, entry) {
  await chooseInMenu(page, pane(page, view).locator('[role=treeitem]').filter({ hasText: words }).first(), entry);
}

/** Chooses in the context menu of what is drawn: `entry` is the words of one of its rows. */
export async function chooseInMenu(page, drawn, entry) {
  await eventually(
    async () => {
      // Only over a menu that is left open: in a tree it lets go what is selected.
      if ((await page.locator('.context-view .action-label').count()) > 0) await page.keyboard.press('Escape');
      await drawn.click({ button: 'right', timeout: 1_000 });
      const chosen = page.locator('.context-view .action-label').getByText(entry, { exact: true });
      await chosen.hover({ timeout: 1_000 });
      await page.waitForTimeout(MENU_DEAF_MS);
      await chosen.click({ timeout: 1_000 });
      await chosen.waitFor({ state: 'detached', timeout: 1_000 });
    },
    { limitMs: LIMIT_MS },
  );
}

/** What the context menu of a tree's row offers, greyed entries left out; closed again. */
export async function rowMenu(page, view, words) {
  const row = pane(page, view).locator('[role=treeitem]').filter({ hasText: words }).first();
  const offered = page.locator('.context-view .action-item:not(.disabled) .action-label');
  const labels = await eventually(async () => {
    if ((await offered.count()) === 0) await row.click({ button: 'right', timeout: 1_000 });
    await offered.first().waitFor({ timeout: 1_000 });
    return (await offered.allInnerTexts()).map(plain).filter(label => label !== '');
  });
  await page.keyboard.press('Escape');
  return labels;
}

/** Presses an action in a view's title, which shows on hover only. */
export async function clickViewAction(page, view, action) {
  const header = pane(page, view).locator('.pane-header');
  await header.hover({ timeout: LIMIT_MS });
  await header.locator(`.action-label[aria-label^=${JSON.stringify(action)}]`).click({ timeout: LIMIT_MS });
}

/** The text of a view's welcome content, its buttons included. */
export async function welcomeText(page, view) {
  const lines = pane(page, view).locator('.welcome-view-content > *');
  return (await lines.allInnerTexts()).map(plain).join('\n');
}

/** Presses a button of a view's welcome content. */
export async function clickWelcome(page, view, button) {
  await pane(page, view)
    .locator('.welcome-view-content')
    .getByRole('button', { name: button })
    .click({ timeout: LIMIT_MS });
}
