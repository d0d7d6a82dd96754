import { describe, expect, it } from 'vitest';
import { createOpenRows } from '../../../src/extension/openRows.ts';
import { createSignal } from '../../../src/extension/signal.ts';

function window(kept: Map<string, unknown>) {
  const [opened, closed] = [createSignal<{ element: string }>(), createSignal<{ element: string }>()];
  const memento = {
    keys: () => [...kept.keys()],
    // SAFETY: as VS Code's, which hands out whatever was put in.
    get: <T>(key: string, usual?: T) => (kept.has(key) ? kept.get(key) : usual) as T,
    update: async (key: string, value: unknown) => void kept.set(key, value),
  };
  const rows = createOpenRows(memento, 'runs');
  rows.watch({ onDidExpandElement: opened.listen, onDidCollapseElement: closed.listen }, (id: string) => id);
  return {
    rows,
    open: (element: string) => opened.fire({ element }),
    close: (element: string) => closed.fire({ element }),
  };
}

describe('open rows', () => {
  it('are there in the next window, without those that were closed', () => {
    const kept = new Map<string, unknown>();
    const first = window(kept);
    for (const id of ['a', 'b', 'c']) first.open(id);
    first.close('b');
    const { rows } = window(kept);
    expect(['a', 'b', 'c'].map(id => rows.has(id))).toEqual([true, false, true]);
  });

  it('are bounded: what was opened longest ago is forgotten', () => {
    const { rows, open } = window(new Map());
    for (let id = 0; id <= 200; id += 1) open(String(id));
    expect([rows.has('0'), rows.has('1'), rows.has('200')]).toEqual([false, true, true]);
  });
});
