// What must hold of every page, however it looks.
import assert from 'node:assert/strict';

/** axe finds nothing, nothing scrolls sideways, the console stayed silent (a breach of the policy speaks there). */
export async function lookAt(page, lines) {
  const seen = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document);
    return {
      axe: violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`),
      wide: document.documentElement.scrollWidth - innerWidth,
    };
  });
  assert.deepEqual(seen.axe, [], 'axe');
  assert.ok(seen.wide <= 0, `${seen.wide} px too wide`);
  assert.deepEqual(
    lines.filter(line => /^(error|warning|uncaught)/.test(line)),
    [],
    'the console',
  );
}

/** Each tab stop once, in turn, each with a mark that shows where the focus is. */
export async function walkByKeyboard(page) {
  const stops = await page.evaluate(() => {
    const all = [...document.querySelectorAll('a[href], button, input, select, textarea, [tabindex]')];
    const reached = all.filter(
      el => el.tabIndex >= 0 && !el.disabled && el.checkVisibility({ checkVisibilityCSS: true }),
    );
    reached.forEach((el, at) => (el.dataset.stop = String(at)));
    return reached.map(el => el.outerHTML.slice(0, 120));
  });
  const met = new Set();
  for (let press = 0; press <= stops.length; press += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const el = document.activeElement;
      const marked = node => getComputedStyle(node).outlineStyle !== 'none' || node.matches('g:has(> .focusable)');
      return { stop: el?.dataset?.stop, marked: el !== null && el !== document.body && marked(el) };
    });
    if (focus.stop === undefined) continue;
    met.add(Number(focus.stop));
    assert.ok(focus.marked, `no mark of focus on ${stops[Number(focus.stop)]}`);
  }
  assert.deepEqual(
    stops.filter((_, at) => !met.has(at)),
    [],
    'not reached by Tab',
  );
}
