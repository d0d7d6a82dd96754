import { inWorkshop, item, type CommandEntry } from './commandEntry.ts';

const WORKSHOP_FILE = String.raw`resourceFilename =~ /^workshop\.ya?ml$/ && resourceScheme == file`;

/** Commands that fill and change a learner's folder, and make a workshop of one's own. */
export const workshopFolderCommands = {
  startWorkshop: {
    icon: '$(mortar-board)',
    anywhere: true,
    // Where its progress cannot be read.
    places: [item(`${inWorkshop} && viewItem == 'workshop unread'`, 'inline@1')],
  },
  openWorkshopFolder: {
    icon: '$(folder-opened)',
    runs: true,
    places: [{ menu: 'explorer/context', when: WORKSHOP_FILE, group: '7_ingestionWorkshop@1' }],
  },
  newWorkshop: { icon: '$(new-folder)', runs: true, places: [] },
  showSolution: { icon: '$(diff)', runs: true, places: [] },
  applySolution: {
    icon: '$(check)',
    runs: true,
    // Beside the diff for as long as it is open: the notification that offers it goes away by itself.
    places: [{ menu: 'editor/title', when: 'resourceScheme == ingestion-workshop-solution', group: 'navigation@1' }],
  },
  resetStep: { icon: '$(discard)', runs: true, places: [] },
  resetPart: { icon: '$(discard)', runs: true, places: [] },
  resetWorkshop: { icon: '$(discard)', runs: true, places: [] },
  undoReset: { icon: '$(discard)', runs: true, places: [] },
  jumpToPart: { icon: '$(debug-step-over)', runs: true, places: [] },
} as const satisfies Record<string, CommandEntry>;
