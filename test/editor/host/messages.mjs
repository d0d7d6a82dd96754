// Verbs on what VS Code tells its user: notifications, dialogs, status bar, Problems.
import { LIMIT_MS, plain } from './drawn.mjs';
import { runCommand } from './palette.mjs';

/** @returns {Promise<{severity: 'info' | 'warning' | 'error' | '', message: string, buttons: string[]}[]>} newest first */
export async function notifications(page) {
  return page.locator('.notification-list-item:visible').evaluateAll(all =>
    all.map(item => ({
      severity:
        /codicon-(info|warning|error)/.exec(item.querySelector('.notification-list-item-icon')?.className ?? '')?.[1] ??
        '',
      message: item.querySelector('.notification-list-item-message')?.textContent ?? '',
      buttons: [...item.querySelectorAll('.monaco-button')].map(button => button.textContent ?? '').filter(Boolean),
    })),
  );
}

/** Presses a button of the notification whose message contains `words`. */
export async function clickNotification(page, words, button) {
  const item = page.locator('.notification-list-item:visible').filter({ hasText: words }).first();
  await item.getByRole('button', { name: button, exact: true }).click({ timeout: LIMIT_MS });
}

/** @returns {Promise<{severity: string, message: string, detail: string, buttons: string[]} | undefined>} a modal dialog */
export async function dialog(page) {
  const box = page.locator('.monaco-dialog-box:visible');
  if ((await box.count()) === 0) return undefined;
  return {
    severity: (await box.getAttribute('aria-label')) ?? '',
    message: await box.locator('.dialog-message-text').innerText(),
    detail: (await box.locator('.dialog-message-detail').allInnerTexts()).join('\n'),
    buttons: await box.locator('.monaco-button').allInnerTexts(),
  };
}

/** Presses a button of the modal dialog. */
export async function clickDialog(page, button) {
  await page
    .locator('.monaco-dialog-box')
    .getByRole('button', { name: button, exact: true })
    .click({ timeout: LIMIT_MS });
}

/** @returns {Promise<{text: string, name: string}[]>} left to right; `name` is what a screen reader says */
export async function statusBar(page) {
  const items = await page.locator('.part.statusbar .statusbar-item:visible').evaluateAll(all => {
    const left = item => item.getBoundingClientRect().left;
    return all
      .toSorted((a, b) => left(a) - left(b))
      .map(item => ({ text: item.textContent ?? '', name: item.getAttribute('aria-label') ?? '' }));
  });
  return items.map(item => ({ text: plain(item.text), name: plain(item.name) }));
}

/** Clicks the status bar item whose text contains `words`. */
export async function clickStatusBar(page, words) {
  await page
    .locator('.part.statusbar .statusbar-item')
    .filter({ hasText: words })
    .locator('a')
    .click({ timeout: LIMIT_MS });
}

/**
 * What the Problems panel lists (opens it). Lines and columns count from 1.
 * @returns {Promise<{severity: string, message: string, source: string, code: string, line: number, column: number}[]>}
 */
export async function problems(page) {
  const panel = page.locator('.markers-panel');
  if (!(await panel.isVisible())) await runCommand(page, 'Problems: Focus on Problems View');
  await panel.waitFor({ timeout: LIMIT_MS });
  return panel.locator('[role=treeitem]:has(.marker-icon)').evaluateAll(all =>
    all.map(row => {
      const text = selector => row.querySelector(selector)?.textContent ?? '';
      const [, line, column] = /Ln (\d+), Col (\d+)/.exec(text('.marker-line')) ?? [];
      return {
        severity: /marker-icon (\w+)/.exec(row.querySelector('.marker-icon')?.className ?? '')?.[1] ?? '',
        message: text('.marker-message'),
        source: text('.marker-source'),
        code: text('.marker-code'),
        line: Number(line),
        column: Number(column),
      };
    }),
  );
}

/** Closes all notifications, those in progress too (they go on). */
export async function dismissNotifications(page) {
  await runCommand(page, 'Notifications: Clear All Notifications');
}
