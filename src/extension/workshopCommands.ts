import { inWorkshop, item, title, type CommandEntry } from './commandEntry.ts';

const IS_OPEN = 'ingestionWorkshop.hasWorkshop';
const STEP_IS_SHOWN = "activeWebviewPanelId == 'ingestionWorkshop.page.step'";
const inStep = `${inWorkshop} && viewItem =~ /^step/`;

/** Commands with which somebody follows a workshop. */
export const workshopCommands = {
  openWorkshop: { icon: '$(mortar-board)', reads: true, places: [title(inWorkshop, 'navigation@1')] },
  openWorkshopStep: {
    icon: '$(go-to-file)',
    reads: true,
    palette: 'hidden',
    places: [item(inStep, 'inline@1'), item(inStep, '1_open@1')],
  },
  goToWorkshopStep: {
    icon: '$(list-ordered)',
    reads: true,
    enablement: IS_OPEN,
    places: [title(inWorkshop, 'navigation@2')],
  },
  checkWorkshopStep: {
    icon: '$(beaker)',
    runs: true,
    enablement: IS_OPEN,
    places: [title(inWorkshop, 'navigation@3')],
  },
  nextWorkshopStep: { reads: true, enablement: IS_OPEN, places: [title(inWorkshop, '1_step@2')] },
  previousWorkshopStep: { reads: true, enablement: IS_OPEN, places: [title(inWorkshop, '1_step@1')] },
  toggleStageMode: {
    reads: true,
    enablement: STEP_IS_SHOWN,
    places: [{ menu: 'editor/title', when: STEP_IS_SHOWN, group: '1_ingestionWorkshop@1' }],
  },
} as const satisfies Record<string, CommandEntry>;
