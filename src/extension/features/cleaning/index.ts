import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { isNode } from '../../nodes.ts';
import { createPanels } from '../../panels.ts';

/** What cleaning kept and removed of one page, and why. */
export function activate(guest: Guest): Pick<CommandHandlers, 'showCleaning'> {
  const panels = createPanels(guest, { page: 'cleaning', icon: 'filter' }, async () =>
    (await import('./panel.ts')).cleaningPanel(guest),
  );
  return {
    showCleaning: async node => {
      const chosen = isNode(node, 'source', 'stage')
        ? node
        : await (await import('../../choosePage.ts')).choosePage(guest);
      if (chosen === undefined) return;
      const { workDir, runId, uri } = chosen;
      await panels.show({ workDir, runId, uri, title: guest.store.source(chosen, uri)?.title ?? null });
    },
  };
}
