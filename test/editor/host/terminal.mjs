// Verbs on the integrated terminal. Its text is in the page only when it is not drawn by the graphics card: a suite sets
// `terminal.integrated.gpuAcceleration` to off.
import { LIMIT_MS, plain } from './drawn.mjs';

/** What stands in the terminal in front, line by line; a long line goes on in the next. */
export async function terminalText(page) {
  const rows = page.locator('.terminal-wrapper.active .xterm-rows > div');
  return (await rows.allInnerTexts()).map(plain).join('\n').trim();
}

/** Types a line into the terminal in front, and Enter. */
export async function typeInTerminal(page, line) {
  await page.locator('.terminal-wrapper.active .xterm-helper-textarea').focus({ timeout: LIMIT_MS });
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
}
