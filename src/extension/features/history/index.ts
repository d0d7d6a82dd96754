import { fail } from '../../../model/problem.ts';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { isNode, type RunKey } from '../../nodes.ts';
import { createPanels } from '../../panels.ts';
import { serveCode } from './code.ts';
import { keyOf, type OpenPages } from './openPages.ts';

/** A run as it happened: on a time axis, event by event, as JSON. */
export function activate(guest: Guest): Pick<CommandHandlers, 'openHistory'> {
  const pages: OpenPages = { wanted: new Map(), live: new Map() };
  guest.own(serveCode(guest));
  const panels = createPanels(guest, { page: 'history', icon: 'history' }, async () =>
    (await import('./panel.ts')).historyPanel(guest, pages),
  );
  return {
    openHistory: async node => {
      if (isNode(node, 'source', 'stage')) wantRow(pages, node);
      const { workDir, runId } = isNode(node, 'run', 'source', 'stage') ? node : await pickedRun(guest);
      const startedAt = guest.store.run({ workDir, runId })?.startedAt ?? null;
      const twin = isNode(node, 'run') && node.twinId !== undefined ? { twinId: node.twinId } : {};
      await panels.show({ workDir, runId, startedAt, ...twin });
    },
  };
}

async function pickedRun({ folders, store }: Guest): Promise<RunKey> {
  await folders.follow();
  const run = store.picked();
  if (run === null) throw fail('usage', 'no_run_to_show');
  return run;
}

function wantRow({ wanted, live }: OpenPages, { uri, ...run }: RunKey & { readonly uri: string }): void {
  const page = live.get(keyOf(run));
  if (page) page.tell.pick({ uri });
  else wanted.set(keyOf(run), uri);
}
