import type { CommandArguments } from './commandArguments.ts';
import {
  CONVERTED,
  inChunks,
  inSources,
  inRuns,
  inDatasets,
  anyView,
  INPUT_FILE,
  API_CONFIG,
  IS_TABLE,
  inputEditor,
  title,
  item,
  type CommandEntry,
} from './commandEntry.ts';
import { activityCommands } from './activityCommands.ts';
import { previewCommands } from './previewCommands.ts';
import { temporalCommands } from './temporalCommands.ts';
import { workshopCommands } from './workshopCommands.ts';
import { workshopFolderCommands } from './workshopFolderCommands.ts';

/** All commands: id → how it shows. Titles are `command.<id>` in package.nls*.json, the category is one for all. */
export const commandTable = {
  newInput: { icon: '$(new-file)', runs: true, places: [title(anyView, '1_input@1')] },
  newApiIngestion: {
    icon: '$(new-file)',
    runs: true,
    places: [
      title(`${anyView} || ${inDatasets}`, '1_input@2'),
      { menu: 'explorer/context', when: 'explorerResourceIsFolder', group: '7_ingestionWorkshop@3' },
    ],
  },
  run: {
    icon: '$(play)',
    runs: true,
    places: [
      title(inSources, 'navigation@1'),
      { menu: 'editor/title', when: inputEditor, group: 'navigation@1' },
      { menu: 'explorer/context', when: INPUT_FILE, group: '7_ingestionWorkshop@1' },
    ],
  },
  ...previewCommands,
  ...activityCommands,
  runStage: {
    icon: '$(debug-step-over)',
    runs: true,
    places: [
      title(inSources, '2_run@1'),
      item(`${inSources} && viewItem =~ /^stage/`, 'inline@2'),
      item(`${inSources} && viewItem =~ /^stage/`, '1_run@1'),
    ],
  },
  runFromStage: {
    icon: '$(debug-continue)',
    runs: true,
    places: [title(inSources, '2_run@2'), item(`${inSources} && viewItem =~ /^stage/`, '1_run@2')],
  },
  runAgainWith: {
    icon: '$(settings)',
    runs: true,
    palette: 'hidden',
    places: [item(`${inSources} && viewItem =~ /^stage.*\\bsetting\\b/`, '1_run@3')],
  },
  runSource: {
    icon: '$(play)',
    runs: true,
    places: [
      item(`${inSources} && viewItem =~ /^source/`, 'inline@2'),
      item(`${inSources} && viewItem =~ /^source/`, '1_run@1'),
    ],
  },
  cancel: {
    icon: '$(debug-stop)',
    enablement: 'ingestionWorkshop.running',
    places: [
      title(`${inSources} && ingestionWorkshop.running`, 'navigation@2'),
      item(`${inRuns} && viewItem =~ /\\brunning\\b/`, 'inline@1'),
      item(`${inRuns} && viewItem =~ /\\brunning\\b/`, '1_run@1'),
    ],
  },
  pullPlug: {
    icon: '$(debug-disconnect)',
    enablement: 'ingestionWorkshop.running',
    places: [title(`(${anyView}) && ingestionWorkshop.running`, 'navigation@4')],
  },
  resume: {
    icon: '$(debug-continue)',
    runs: true,
    places: [
      title(anyView, '2_run@3'),
      item(`${inRuns} && viewItem =~ /\\bresumable\\b/`, 'inline@1'),
      item(`${inRuns} && viewItem =~ /\\bresumable\\b/`, '1_run@2'),
    ],
  },
  retryFailed: {
    icon: '$(debug-restart)',
    runs: true,
    places: [
      title(anyView, '2_run@4'),
      item(`${inRuns} && viewItem =~ /\\bfailed\\b/`, 'inline@2'),
      item(`${inRuns} && viewItem =~ /\\bfailed\\b/`, '1_run@3'),
    ],
  },
  openArtifact: {
    icon: '$(go-to-file)',
    reads: true,
    places: [
      item(`${inSources} && viewItem =~ /\\bartifact\\b/`, 'inline@1'),
      item(`${inSources} && viewItem =~ /\\bartifact\\b/`, '2_open@1'),
    ],
  },
  openPage: {
    icon: '$(link-external)',
    enablement: 'ingestionWorkshop.hasRun',
    palette: 'hidden',
    places: [item(`${inSources} && viewItem =~ /^source/`, '2_open@2')],
  },
  copyAddress: {
    icon: '$(copy)',
    enablement: 'ingestionWorkshop.hasRun',
    palette: 'hidden',
    places: [item(`${inSources} && viewItem =~ /^source/`, '3_copy@1')],
  },
  openHistory: {
    icon: '$(history)',
    reads: true,
    places: [
      item(`${inRuns} && viewItem =~ /^run/`, '2_open@1'),
      item(`${inRuns} && viewItem =~ /^run/`, 'inline@3'),
      item(`${inSources} && viewItem =~ /^(source|stage)/`, '2_open@4'),
      title(inSources, '5_log@3'),
    ],
  },
  openHistoryText: {
    icon: '$(file-code)',
    reads: true,
    palette: 'hidden',
    places: [item(`${inRuns} && viewItem =~ /^run/`, '2_open@2')],
  },
  showChunks: {
    icon: '$(list-selection)',
    reads: true,
    places: [item(`${inSources} && viewItem =~ /^source/`, '2_open@3')],
  },
  showCleaning: {
    icon: '$(filter)',
    reads: true,
    places: [item(`${inSources} && viewItem =~ /^(source|stage)/`, '2_open@5')],
  },
  compareSettings: {
    icon: '$(split-horizontal)',
    reads: true,
    places: [
      item(`${inSources} && viewItem =~ /^(source|stage)/`, '2_open@7'),
      title(inChunks, 'navigation@1'),
      { menu: 'editor/title', when: CONVERTED, group: '1_ingestionWorkshop@2' },
      { menu: 'explorer/context', when: INPUT_FILE, group: '7_ingestionWorkshop@3' },
    ],
  },
  selectForCompare: {
    enablement: 'ingestionWorkshop.hasRun',
    palette: 'hidden',
    places: [item(`${inRuns} && viewItem =~ /^run/ && !listMultiSelection`, '3_compare@2')],
  },
  compareWithSelected: {
    enablement: 'ingestionWorkshop.runToCompare',
    palette: 'hidden',
    places: [
      item(`${inRuns} && viewItem =~ /^run/ && ingestionWorkshop.runToCompare && !listMultiSelection`, '3_compare@1'),
    ],
  },
  compareRuns: {
    icon: '$(diff)',
    enablement: 'ingestionWorkshop.hasRun',
    places: [item(`${inRuns} && viewItem =~ /^run/ && listDoubleSelection`, '3_compare@3'), title(inRuns, '2_run@5')],
  },
  deleteRun: {
    icon: '$(trash)',
    runs: true,
    enablement: 'ingestionWorkshop.hasRun',
    places: [item(`${inRuns} && viewItem =~ /^run/`, '4_delete@1')],
  },
  ingestApi: {
    icon: '$(cloud-download)',
    runs: true,
    places: [
      title(inDatasets, 'navigation@1'),
      { menu: 'editor/title', when: API_CONFIG, group: 'navigation@1' },
      { menu: 'explorer/context', when: API_CONFIG, group: '7_ingestionWorkshop@1' },
      item(`${inDatasets} && viewItem =~ /\\bconfig\\b/`, 'inline@1'),
      item(`${inDatasets} && viewItem =~ /\\bconfig\\b/`, '1_run@1'),
    ],
  },
  backfill: {
    icon: '$(calendar)',
    runs: true,
    places: [
      title(inDatasets, 'navigation@2'),
      { menu: 'explorer/context', when: API_CONFIG, group: '7_ingestionWorkshop@2' },
      item(`${inDatasets} && viewItem =~ /\\bconfig\\b/`, '1_run@2'),
    ],
  },
  copyN8nCommand: {
    icon: '$(clippy)',
    runs: true,
    places: [
      { menu: 'editor/title', when: API_CONFIG, group: '1_ingestionWorkshop@1' },
      { menu: 'explorer/context', when: API_CONFIG, group: '7_ingestionWorkshop@4' },
      item(`${inDatasets} && viewItem =~ /\\bconfig\\b/`, '5_copy@2'),
    ],
  },
  showApiResult: {
    icon: '$(json)',
    reads: true,
    palette: 'hidden',
    places: [item(`${inRuns} && viewItem =~ /\\bresult\\b/`, '2_open@3')],
  },
  replayDeadLetters: {
    icon: '$(debug-restart)',
    runs: true,
    places: [
      item(`${inDatasets} && viewItem =~ /\\bletters\\b/`, 'inline@1'),
      item(`${inDatasets} && viewItem =~ /\\bletters\\b/`, '3_letters@2'),
    ],
  },
  dropDeadLetters: {
    icon: '$(trash)',
    runs: true,
    places: [item(`${inDatasets} && viewItem =~ /\\bletters\\b/`, '3_letters@3')],
  },
  editState: {
    icon: '$(edit)',
    runs: true,
    places: [
      item(`${inDatasets} && viewItem =~ /^(dataset|fact state)/`, '4_open@2'),
      item(`${inDatasets} && viewItem =~ /^fact state/`, 'inline@1'),
    ],
  },
  openTable: {
    icon: '$(table)',
    anywhere: true,
    places: [
      item(`${inDatasets} && viewItem =~ /^(dataset|partition file|table)/`, '4_open@0'),
      {
        menu: 'explorer/context',
        when: 'explorerResourceIsFolder && resourceScheme == file',
        group: '7_ingestionWorkshop@6',
      },
    ],
  },
  compareFormats: {
    icon: '$(table)',
    runs: true,
    places: [
      item(`${inDatasets} && viewItem =~ /^table/`, 'inline@1'),
      item(`${inDatasets} && viewItem =~ /^table/`, '4_open@3'),
      { menu: 'explorer/context', when: IS_TABLE, group: '7_ingestionWorkshop@3' },
    ],
  },
  proposeRules: {
    icon: '$(checklist)',
    runs: true,
    places: [
      item(`${inDatasets} && viewItem =~ /^(dataset|partition file|table)/`, '2_quality@1'),
      { menu: 'explorer/context', when: IS_TABLE, group: '7_ingestionWorkshop@4' },
    ],
  },
  validateData: {
    icon: '$(verified)',
    runs: true,
    places: [
      title(inDatasets, '2_quality@1'),
      item(`${inDatasets} && viewItem =~ /^(dataset|partition file|table)/`, '2_quality@2'),
      item(`${inDatasets} && viewItem =~ /^partition file/`, 'inline@1'),
      { menu: 'explorer/context', when: IS_TABLE, group: '7_ingestionWorkshop@5' },
    ],
  },
  showFindings: {
    icon: '$(output)',
    reads: true,
    places: [
      title(inDatasets, '2_quality@2'),
      item(`${inDatasets} && viewItem =~ /\\bverdict\\b/`, '2_quality@4'),
      item(`${inDatasets} && viewItem =~ /^partition file verdict/`, 'inline@2'),
    ],
  },
  quarantineRows: {
    icon: '$(filter)',
    runs: true,
    places: [item(`${inDatasets} && viewItem =~ /^(dataset|partition file)/`, '2_quality@3')],
  },
  showDeadLetters: {
    icon: '$(go-to-file)',
    reads: true,
    places: [
      item(`${inDatasets} && viewItem =~ /\\bletters\\b/`, 'inline@2'),
      item(`${inDatasets} && viewItem =~ /\\bletters\\b/`, '3_letters@1'),
    ],
  },
  showDataset: {
    icon: '$(calendar)',
    reads: true,
    places: [item(`${inDatasets} && viewItem =~ /^dataset/`, '4_open@0')],
  },
  revealDataset: {
    reads: true,
    palette: 'hidden',
    places: [item(`${inDatasets} && viewItem =~ /^(dataset|partition|table)/`, '4_open@1')],
  },
  copyDatasetPath: {
    reads: true,
    palette: 'hidden',
    places: [item(`${inDatasets} && viewItem =~ /^(dataset|partition|table)/`, '5_copy@1')],
  },
  removeDataset: {
    icon: '$(trash)',
    runs: true,
    places: [item(`${inDatasets} && viewItem =~ /^dataset/`, '6_remove@1')],
  },
  removePartition: {
    icon: '$(trash)',
    runs: true,
    palette: 'hidden',
    places: [item(`${inDatasets} && viewItem =~ /^partition/`, '6_remove@1')],
  },
  refreshDatasets: { icon: '$(refresh)', reads: true, places: [title(inDatasets, 'navigation@3')] },
  search: { icon: '$(search)', reads: true, places: [title(inSources, 'navigation@3')] },
  quickSearch: { icon: '$(search-fuzzy)', reads: true, places: [title(anyView, '2_run@5')] },
  setApiKey: { icon: '$(key)', anywhere: true, places: [] },
  rebuildCollection: { icon: '$(sync)', runs: true, places: [title(inSources, '4_folder@3')] },
  exportIndex: { icon: '$(export)', runs: true, places: [title(inSources, '4_folder@4')] },
  reconcile: { icon: '$(checklist)', runs: true, places: [title(inSources, '4_folder@5')] },
  startPracticeSite: {
    icon: '$(vm-running)',
    runs: true,
    places: [title(`(${anyView}) && !ingestionWorkshop.practiceSite`, '3_site@1')],
  },
  stopPracticeSite: {
    icon: '$(vm-outline)',
    enablement: 'ingestionWorkshop.practiceSite',
    places: [title(`(${anyView}) && ingestionWorkshop.practiceSite`, '3_site@1')],
  },
  practiceSiteMenu: { enablement: 'ingestionWorkshop.practiceSite', palette: 'hidden', places: [] },
  startPracticeApi: {
    icon: '$(server-process)',
    runs: true,
    places: [title(`(${anyView}) && !ingestionWorkshop.practiceApi`, '3_site@2')],
  },
  stopPracticeApi: {
    icon: '$(server)',
    enablement: 'ingestionWorkshop.practiceApi',
    places: [title(`(${anyView}) && ingestionWorkshop.practiceApi`, '3_site@2')],
  },
  practiceApiFaults: {
    icon: '$(flame)',
    enablement: 'ingestionWorkshop.practiceApi',
    places: [title(`(${anyView}) && ingestionWorkshop.practiceApi`, '3_site@3')],
  },
  practiceApiMenu: { enablement: 'ingestionWorkshop.practiceApi', palette: 'hidden', places: [] },
  ...temporalCommands,
  ...workshopCommands,
  ...workshopFolderCommands,
  openTerminal: { icon: '$(terminal)', runs: true, places: [title(anyView, '5_log@3')] },
  openWalkthrough: { icon: '$(mortar-board)', anywhere: true, places: [title(anyView, '6_help@1')] },
  clearWorkFolder: { icon: '$(clear-all)', runs: true, places: [title(anyView, '4_folder@1')] },
  restoreWorkFolder: { icon: '$(discard)', runs: true, places: [title(anyView, '4_folder@2')] },
  showModel: { icon: '$(type-hierarchy)', anywhere: true, places: [title(anyView, '5_log@2')] },
  showModelOfFolder: {
    icon: '$(folder-opened)',
    anywhere: true,
    places: [
      {
        menu: 'explorer/context',
        when: 'explorerResourceIsFolder && resourceFilename =~ /schema/i',
        group: '7_ingestionWorkshop@2',
      },
    ],
  },
  showLog: { icon: '$(output)', anywhere: true, places: [title(anyView, '5_log@1')] },
} as const satisfies Record<string, CommandEntry>;

export type CommandName = keyof typeof commandTable;
export type CommandId = `ingestionWorkshop.${CommandName}`;

export type CommandHandlers = {
  readonly [N in CommandName]: (...args: CommandArguments[N]) => unknown;
};

const READS_WHEN = 'workspaceFolderCount != 0 && !virtualWorkspace';

/** Needs a trusted folder that is on a disk. */
export const RUNS_WHEN = `isWorkspaceTrusted && ${READS_WHEN}`;

export function enablementOf(entry: CommandEntry): string | undefined {
  const clauses = [entry.runs ? RUNS_WHEN : undefined, entry.reads ? READS_WHEN : undefined, entry.enablement].filter(
    clause => clause !== undefined,
  );
  return clauses.length > 0 ? clauses.join(' && ') : undefined;
}
