import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { createPanels } from '../../panels.ts';
import type { PanelWorld } from './panel.ts';

/** Questions to the index: a page that takes the search apart, and a fast path without it. */
export function activate(guest: Guest): Pick<CommandHandlers, 'search' | 'quickSearch'> {
  const world: PanelWorld = { pending: null, live: new Set() };
  const panels = createPanels(guest, { page: 'search', icon: 'search' }, async () =>
    (await import('./panel.ts')).searchPanel(guest, world),
  );
  let lastQuestion = '';
  return {
    search: async question => {
      if (typeof question === 'string') world.pending = question;
      await panels.show({ workDir: workDirOf(guest) });
      // A page that is there already asks for it now; a new one when it begins.
      for (const { tell } of world.live) tell.asked({});
    },
    quickSearch: async () => {
      const { quickSearch } = await import('./quickSearch.ts');
      lastQuestion = (await quickSearch(guest, workDirOf(guest), lastQuestion)) ?? lastQuestion;
    },
  };
}

function workDirOf(guest: Guest): string {
  const workDir = guest.store.picked()?.workDir ?? guest.folders.of(vscode.window.activeTextEditor?.document.uri);
  if (workDir === null) throw fail('usage', 'no_folder');
  return workDir;
}
