// Scrolling, as it is seen.

/**
 * The longest time in which a cell in sight had no value yet, while the grid is scrolled without a pause: in frames too,
 * because a busy machine stretches each of them.
 */
export const longestBlank = page =>
  page.evaluate(async () => {
    const grid = document.getElementById('grid');
    const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
    const isBlank = () => {
      const { bottom, right } = grid.getBoundingClientRect();
      const rows = [...document.querySelectorAll('.gd-rows .gd-row')];
      const last = rows.at(-1)?.getBoundingClientRect().bottom ?? 0;
      const edge = Math.max(
        ...[...(rows[0]?.querySelectorAll('.gd-c') ?? [])].map(one => one.getBoundingClientRect().right),
      );
      const isWhole = last >= bottom - 20 && edge >= right - 20;
      return !isWhole || document.querySelector('.gd-rows .gd-wait') !== null;
    };
    const longest = {};
    const scroll = async (name, step, turns) => {
      let [since, blank, worst, frames] = [null, 0, 0, 0];
      const met = new Set();
      for (let turn = 0; turn < turns || since !== null; turn += 1) {
        if (turn < turns) step(turn);
        await frame();
        const now = performance.now();
        blank = isBlank() ? blank + 1 : 0;
        since = blank === 0 ? null : (since ?? now);
        met.add(document.querySelector('.gd-rows .gd-no')?.textContent);
        frames = Math.max(frames, blank);
        worst = Math.max(worst, since === null ? 0 : now - since);
      }
      longest[name] = { ms: Math.round(worst), frames, shown: met.size };
    };
    const [most, wide] = [grid.scrollHeight - grid.clientHeight, grid.scrollWidth - grid.clientWidth];
    const wheel = px => grid.dispatchEvent(new WheelEvent('wheel', { deltaY: px, cancelable: true, bubbles: true }));
    await scroll('wheel', () => wheel(120), 240);
    await scroll('fast wheel', () => wheel(900), 240);
    await scroll('dragged from end to end', turn => (grid.scrollTop = (most * turn) / 180), 181);
    await scroll('across', turn => (grid.scrollLeft = (wide * turn) / 120), 121);
    await scroll('jumps', turn => turn % 12 === 0 && (grid.scrollTop = most * ((turn * 0.618) % 1)), 240);
    return longest;
  });
