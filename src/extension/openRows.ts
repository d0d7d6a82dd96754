import type { Memento, TreeView } from 'vscode';
import type { Disposable } from './signal.ts';

/** Which rows of a tree are open: VS Code forgets it when its window is reloaded. */
export interface OpenRows {
  has(id: string): boolean;
  /** Remembers from now on what the user opens and closes in this view. */
  watch<Node>(
    view: Pick<TreeView<Node>, 'onDidExpandElement' | 'onDidCollapseElement'>,
    idOf: (node: Node) => string,
  ): Disposable;
}

/** More than anybody has in sight; the oldest are forgotten. */
const MOST = 200;

export function createOpenRows(memento: Memento, name: string): OpenRows {
  const key = `open ${name}`;
  let open: readonly string[] = memento.get<readonly string[]>(key, []);
  const keep = (rows: readonly string[]) => {
    open = rows.slice(-MOST);
    void memento.update(key, open);
  };
  return {
    has: id => open.includes(id),
    watch: (view, idOf) => {
      const without = (id: string) => open.filter(one => one !== id);
      const opened = view.onDidExpandElement(({ element }) => keep([...without(idOf(element)), idOf(element)]));
      const closed = view.onDidCollapseElement(({ element }) => keep(without(idOf(element))));
      return { dispose: () => [opened, closed].forEach(one => one.dispose()) };
    },
  };
}
