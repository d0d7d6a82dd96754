import type { Uri } from 'vscode';
import type {
  ChunkNode,
  DatasetTreeNode,
  FactNode,
  PreviewNode,
  RunNode,
  SourceNode,
  StageNode,
  WorkshopNode,
  WorkshopStepNode,
} from './nodes.ts';

/** What a notice proposes to rebuild. */
export interface RebuildOffer {
  readonly collection: string;
  readonly model: string;
}

/** A Parquet file, or a folder of them as one table; and a place in it. */
export interface TablePlace {
  /** Absolute. */
  readonly path: string;
  /** Its number in the table, from 0; null: none in particular. */
  readonly row: number | null;
  /** Its name; null: none in particular. */
  readonly column: string | null;
}

/** A workshop that somebody follows, and what of it is meant; what is not said is asked. */
export interface WorkshopGiven {
  readonly workshop: string;
  readonly folder?: string;
  readonly part?: string;
  readonly step?: string;
}

/** What each command is called with: a tree item, an editor's file, or nothing from the palette. */
export interface CommandArguments {
  newInput: [];
  newApiIngestion: [Uri?, (string | readonly Uri[])?];
  newActivity: [];
  tryActivity: [Uri?];
  debugActivity: [Uri?];
  useActivity: [Uri?];
  proposeRules: [given?: Uri | DatasetTreeNode];
  run: [Uri?];
  previewCrawl: [Uri?];
  runPreviewed: [];
  filterPreview: [];
  exportPreview: [];
  closePreview: [];
  openPreviewCause: [PreviewNode?];
  openPreviewPage: [PreviewNode?];
  copyPreviewAddress: [PreviewNode?];
  morePreviewed: [PreviewNode?];
  runStage: [StageNode?];
  runFromStage: [StageNode?];
  runAgainWith: [StageNode?];
  runSource: [SourceNode?];
  cancel: [RunNode?];
  pullPlug: [];
  resume: [RunNode?];
  retryFailed: [RunNode?];
  openArtifact: [(StageNode | SourceNode)?];
  openPage: [SourceNode?];
  copyAddress: [SourceNode?];
  openHistory: [(RunNode | SourceNode | StageNode)?];
  openHistoryText: [RunNode?];
  showChunks: [(SourceNode | StageNode | ChunkNode)?];
  showCleaning: [(SourceNode | StageNode)?];
  compareSettings: [(SourceNode | StageNode | Uri)?];
  selectForCompare: [RunNode?];
  compareWithSelected: [RunNode?];
  compareRuns: [RunNode?, (readonly unknown[])?];
  deleteRun: [RunNode?, (readonly unknown[])?];
  ingestApi: [given?: Uri | DatasetTreeNode, where?: unknown];
  backfill: [given?: Uri | DatasetTreeNode, where?: unknown];
  copyN8nCommand: [(Uri | DatasetTreeNode)?];
  showApiResult: [RunNode?];
  replayDeadLetters: [DatasetTreeNode?];
  dropDeadLetters: [DatasetTreeNode?];
  editState: [DatasetTreeNode?];
  compareFormats: [(Uri | DatasetTreeNode)?];
  validateData: [(Uri | DatasetTreeNode)?];
  openTable: [(Uri | DatasetTreeNode | TablePlace)?];
  showFindings: [(string | Uri | DatasetTreeNode)?];
  quarantineRows: [(Uri | DatasetTreeNode)?];
  showDeadLetters: [DatasetTreeNode?];
  showDataset: [(DatasetTreeNode | RunNode)?];
  revealDataset: [DatasetTreeNode?];
  removeDataset: [DatasetTreeNode?];
  removePartition: [DatasetTreeNode?];
  copyDatasetPath: [DatasetTreeNode?];
  refreshDatasets: [];
  search: [string?];
  quickSearch: [];
  setApiKey: [];
  rebuildCollection: [RebuildOffer?];
  exportIndex: [];
  reconcile: [];
  /** Quietly: for what is then done with it. */
  startPracticeSite: ['quietly'?];
  stopPracticeSite: [];
  practiceSiteMenu: [];
  startPracticeApi: [];
  stopPracticeApi: [];
  practiceApiFaults: [];
  practiceApiMenu: [];
  connectTemporal: [];
  disconnectTemporal: [];
  temporalMenu: [];
  setTemporalApiKey: [];
  forgetTemporalApiKey: [];
  runOnTemporal: [(Uri | DatasetTreeNode)?];
  backfillOnTemporal: [(Uri | DatasetTreeNode)?];
  runTwin: [RunNode?];
  compareWithTwin: [RunNode?];
  terminateRun: [RunNode?];
  openInTemporal: [RunNode?];
  diagnoseTemporal: [(RunNode | FactNode)?];
  startTemporalServer: [];
  stopTemporalServer: [];
  startTemporalWorker: [];
  startPythonWorker: [];
  restartTemporalWorker: [unknown?];
  createTemporalNamespace: [];
  stopTemporalWorkers: [];
  openWorkshop: [];
  openWorkshopStep: [WorkshopStepNode?];
  toggleStageMode: [];
  goToWorkshopStep: [];
  checkWorkshopStep: [];
  nextWorkshopStep: [];
  previousWorkshopStep: [];
  startWorkshop: [given?: string | WorkshopNode];
  openWorkshopFolder: [Uri?];
  newWorkshop: [id?: string];
  showSolution: [WorkshopGiven?];
  applySolution: [(WorkshopGiven | Uri)?];
  resetStep: [WorkshopGiven?];
  resetPart: [WorkshopGiven?];
  resetWorkshop: [WorkshopGiven?];
  undoReset: [WorkshopGiven?];
  jumpToPart: [WorkshopGiven?];
  openTerminal: [];
  openWalkthrough: [];
  clearWorkFolder: [];
  restoreWorkFolder: [];
  showModel: [];
  showModelOfFolder: [Uri?];
  showLog: [];
}
