import type { ReportRequest } from './reportText.ts';
import { dirname } from 'node:path';
import type { FormatsRequest } from '../engine/compareFormats.ts';
import type { ExpectedAnswer } from '../model/found.ts';
import type { ApiIngestionInput, IngestionWorkflowInput } from '../model/generated/types.ts';
import type { ApiRuns } from '../engine/api/apiParts.ts';
import type { DeadLetters } from '../engine/dataset/deadLetters.ts';
import type { Converter } from '../engine/ports.ts';
import type { OpenRequest, WorkFolder } from '../engine/workFolder.ts';
import type { ChunkMethod } from '../model/chunkMethod.ts';
import { fileProblem } from '../model/fileProblem.ts';
import type { ApiProposal } from '../model/api/probe.ts';
import type { ApiProbe, OpenApiRequest } from '../adapters/composeApi.ts';
import type { ProfileRequest } from '../engine/quality/profileData.ts';
import type { ReadRules } from '../engine/quality/readRules.ts';
import type { InspectDataRequest } from '../adapters/composeQuality.ts';
import type { Inspection } from '../engine/quality/inspectData.ts';
import type { Proposal } from '../model/quality/proposeRules.ts';
import type { ComparedFormats } from '../model/formats.ts';
import type { InstallRequest } from '../temporal/installWorker.ts';
import type { WorkerRequest } from '../temporal/startWorker.ts';
import type { TemporalFolder, TemporalFolderRequest } from '../temporal/temporalFolder.ts';
import type { Diagnosis } from '../model/temporal/diagnose.ts';
import type { TemporalPlace } from '../model/temporal/place.ts';
import type { CrawlPreview } from '../model/preview/preview.ts';
import type { Language } from '../model/text.ts';
import type { WorkshopVerdict } from '../model/workshop/verdict.ts';
import type { PlacedFault, VerbResult } from './results.ts';
import type { VerifyRequest } from './verifyWorkshops.ts';

export interface ReadInput {
  /** Absent when a problem forbids to run it. */
  readonly input: IngestionWorkflowInput | undefined;
  /** In the order of the text. */
  readonly problems: readonly PlacedFault[];
  readonly warnings: readonly PlacedFault[];
}

export interface ReadApiInput extends Omit<ReadInput, 'input'> {
  readonly input: ApiIngestionInput | undefined;
}

export interface InputText {
  readonly text: string;
  readonly language: 'yaml' | 'json';
  /** Absolute; null: the text came as data and its paths are relative to the current folder. */
  readonly file: string | null;
  readonly cwd: string;
}

/** Positions are code points. */
export interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly headingPath: readonly string[];
}

/** Sizes are code points; with `tokens`, tokens. */
export interface ChunkSettings {
  readonly method: ChunkMethod;
  readonly chunkSize: number;
  readonly chunkOverlap: number;
}

export interface Chunker {
  split(markdown: string): readonly Piece[];
  countTokens(text: string): number;
}

export interface PracticeServerRequest {
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  /** What switches faults on. */
  readonly token: string;
}

export interface PracticeSiteRequest extends PracticeServerRequest {
  readonly contentDir: string;
  /** More pages than the shipped ones, made up. */
  readonly pages?: number;
}

export interface PracticeApiRequest extends PracticeServerRequest {
  readonly rows?: number;
}

export interface PracticeServer {
  readonly url: string;
  close(): Promise<void>;
}

/** What the verbs ask of the rest of the house; tests give a fake. Each member loads its part on first use. */
export interface Engine {
  openWorkFolder(request: OpenRequest): Promise<WorkFolder>;
  /** Runs that a Temporal server keeps. */
  openTemporalFolder(request: TemporalFolderRequest): Promise<TemporalFolder>;
  /** The ingestions from APIs of a work folder. */
  openApiRuns(request: OpenApiRequest): Promise<ApiRuns>;
  /** Looks at an API and proposes its configuration. */
  probeApi(request: ApiProbe): Promise<ApiProposal>;
  readInput(input: InputText): Promise<ReadInput>;
  /** A configuration file of an ingestion from an API. */
  readApiInput(input: InputText): Promise<ReadApiInput>;
  describePreview(preview: CrawlPreview, language: Language): Promise<Pick<VerbResult, 'json' | 'text'>>;
  readQuestionSet(text: string, file: string): Promise<readonly ExpectedAnswer[]>;
  loadConverter(): Promise<Converter>;
  loadChunker(settings: ChunkSettings): Promise<Chunker>;
  writeYaml(value: unknown): Promise<string>;
  /** `byFile`: the word beside a link that a file makes, in a picture. */
  emitDiagram(format: 'svg' | 'mermaid', byFile: string): Promise<string>;
  emitModels(language: 'python' | 'typescript'): Promise<string>;
  /** Of the dataset in this folder; absolute. */
  openDeadLetters(folder: string): Promise<DeadLetters>;
  compareFormats(request: FormatsRequest): Promise<ComparedFormats>;
  /** Null: those that hold where no file is named. */
  readRules(input: InputText | null): Promise<Pick<ReadRules, 'rules' | 'problems'>>;
  inspectData(request: InspectDataRequest): Promise<Inspection>;
  /** To `file`, absolute: whole and on the disk, or not at all. */
  writeReport(file: string, request: ReportRequest): Promise<void>;
  proposeRules(request: ProfileRequest, now: Date): Promise<Proposal>;
  startPracticeSite(request: PracticeSiteRequest): Promise<PracticeServer>;
  startPracticeApi(request: PracticeApiRequest): Promise<PracticeServer>;
  /** Until it has ended. No folder: where a worker's packages are usually installed. */
  startWorker(request: InUsualFolder<WorkerRequest>): Promise<void>;
  installWorker(request: InUsualFolder<InstallRequest>): Promise<{ readonly folder: string; readonly bytes: number }>;
  /** Plays a workshop to its end, in a folder of its own. */
  verifyWorkshop(request: VerifyRequest): Promise<WorkshopVerdict>;
  describeVerdicts(verdicts: readonly WorkshopVerdict[], language: Language): Promise<VerbResult>;
  /** Why nothing moves there; null: not after one run. */
  consultTemporal(place: TemporalPlace, runId: string | null): Promise<readonly Diagnosis[]>;
}

type InUsualFolder<Request> = Omit<Request, 'folder'> & { readonly folder: string | undefined };

const TITLE = 'Ingestion Workshop';
const HEADING = 'The data model of Ingestion Workshop, written by `ingestion-workshop models`.';

/** The house itself. Every part is loaded when it is first asked for: `--help` must not pay for a database. */
export const engine: Engine = {
  openWorkFolder: async request => (await import('../adapters/compose.ts')).openWorkFolder(request),
  probeApi: async request => (await import('../adapters/composeApi.ts')).probeApi(request),
  openApiRuns: async request => (await import('../adapters/composeApi.ts')).openApiRuns(request),
  readInput: async ({ text, language, file, cwd }) => {
    const [{ checkInput }, { createInputFolder }] = await Promise.all([
      import('../engine/checkInput.ts'),
      import('../adapters/inputFolder.ts'),
    ]);
    const folders = { ...(file === null ? {} : { inputFolder: dirname(file) }), currentFolder: cwd };
    return checkInput(text, { language }, createInputFolder(folders));
  },
  readApiInput: async ({ text, language }) =>
    (await import('../engine/readApiInput.ts')).readApiInput(text, { language }),
  describePreview: async (...told) => (await import('./previewText.ts')).describePreview(...told),
  readQuestionSet: async (text, file) => (await import('../engine/questionSet.ts')).readQuestionSet(text, file),
  loadConverter: async () => (await import('../adapters/converter/load.ts')).loadConverter(),
  loadChunker: async settings => {
    const [{ placePieces }, { loadSplitter }, { loadTokenCounter }] = await Promise.all([
      import('../engine/chunkMarkdown.ts'),
      import('../engine/chunking/loadSplitter.ts'),
      import('../engine/countTokens.ts'),
    ]);
    const split = await loadSplitter(settings);
    return { split: markdown => placePieces(markdown, split), countTokens: await loadTokenCounter() };
  },
  writeYaml: async value => (await import('../engine/writeYaml.ts')).writeYaml(value),
  emitDiagram: async (format, byFile) => {
    const { DATA_MODEL } = await import('../engine/inputModel.ts');
    if (format === 'mermaid') return (await import('../engine/emitMermaid.ts')).emitMermaid(DATA_MODEL, TITLE);
    const [{ drawSvg }, { layoutModel }] = await Promise.all([
      import('../engine/drawSvg.ts'),
      import('../engine/layoutModel.ts'),
    ]);
    return drawSvg(layoutModel(DATA_MODEL), { title: TITLE, byFile });
  },
  emitModels: async language => {
    const { DATA_MODEL } = await import('../engine/inputModel.ts');
    if (language === 'python') return (await import('../engine/emitPydantic.ts')).emitPydantic(DATA_MODEL, HEADING);
    return (await import('../engine/emitTypescript.ts')).emitTypescript(DATA_MODEL, HEADING);
  },
  openDeadLetters: async folder => (await import('../adapters/composeApi.ts')).openDeadLetters(folder),
  compareFormats: async request => (await import('../adapters/composeFormats.ts')).compareTable(request),
  readRules: async input => {
    if (input)
      return (await import('../engine/quality/readRules.ts')).readRules(input.text, { language: input.language });
    return { rules: (await import('../engine/quality/buildRules.ts')).DEFAULT_RULES, problems: [] };
  },
  inspectData: async request => (await import('../adapters/composeQuality.ts')).inspectData(request),
  writeReport: async (file, request) => {
    const [{ writeDurably }, { reportText }] = await Promise.all([
      import('../adapters/durableFile.ts'),
      import('./reportText.ts'),
    ]);
    await writeDurably(file, await reportText(request)).catch((error: unknown) => {
      throw fileProblem(error, file);
    });
  },
  proposeRules: async (...asked) => (await import('../adapters/composeRules.ts')).proposeDataRules(...asked),
  startPracticeSite: async request =>
    (await import('../adapters/practiceServer/practiceSite.ts')).startPracticeSite(request),
  startPracticeApi: async request =>
    (await import('../adapters/practiceServer/practiceApi.ts')).startPracticeApi(request),
  startWorker: async request => {
    const [{ startWorker }, folder] = await Promise.all([import('../temporal/startWorker.ts'), workerFolder(request)]);
    return startWorker({ ...request, folder });
  },
  installWorker: async request => {
    const [{ installWorker }, folder] = await Promise.all([
      import('../temporal/installWorker.ts'),
      workerFolder(request),
    ]);
    return { folder, ...(await installWorker({ ...request, folder })) };
  },
  verifyWorkshop: async request => (await import('./verifyWorkshops.ts')).verifyWorkshop(request),
  describeVerdicts: async (...told) => (await import('./verifyText.ts')).describeVerdicts(...told),
  openTemporalFolder: async request => (await import('../temporal/temporalClient.ts')).openTemporalFolder(request),
  consultTemporal: async (place, runId) => {
    const { consult, createTemporalClient } = await import('../temporal/temporalClient.ts');
    const client = createTemporalClient(place);
    return consult(client, runId).finally(() => client.close());
  },
};

const workerFolder = async ({ folder }: { readonly folder: string | undefined }): Promise<string> =>
  folder ?? (await import('../temporal/workerPackages.ts')).usualWorkerFolder(process.env);
