import { Uri } from 'vscode';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { isNode } from '../../nodes.ts';
import { createPanels } from '../../panels.ts';

/** Two ways to cut (and clean) the pages of a run, side by side. */
export function activate(guest: Guest): Pick<CommandHandlers, 'compareSettings'> {
  const panels = createPanels(guest, { page: 'compare', icon: 'split-horizontal' }, async () =>
    (await import('./panel.ts')).comparePanel(guest),
  );
  return {
    compareSettings: async given => {
      const chosen = isNode(given, 'source', 'stage')
        ? given
        : await (await import('./pageOf.ts')).pageOf(guest, given instanceof Uri ? given : undefined);
      if (chosen === undefined) return;
      const { workDir, runId, uri } = chosen;
      await panels.show({ workDir, runId, uri, title: guest.store.source(chosen, uri)?.title ?? null });
    },
  };
}
