import * as vscode from 'vscode';
import { modelServer } from './apiKey.ts';
import { readCatalogues } from './catalogues.ts';
import { createChunkMarks } from './chunkMarks.ts';
import type { CommandArguments } from './commandArguments.ts';
import { commandId } from './commandId.ts';
import type { CommandName } from './commands.ts';
import { createContextKeys } from './contextKeys.ts';
import { createEngineProcess, type EngineProcess } from './engineProcess.ts';
import { engineEnvironment, engineFlags, type NetworkSettings } from './engineLaunch.ts';
import type { CleaningMoved, CompareMoved, AnswerPiece, Guest, TemporalChange, ValidationMoved } from './guest.ts';
import type { Problem } from '../model/problem.ts';
import type { TableMoved } from '../protocol/table.ts';
import type { CheckMoved } from '../protocol/workshop.ts';
import type { SolutionMoved } from '../protocol/workshopFolder.ts';
import { sameRun, type RunKey, type SourceNode } from './nodes.ts';
import { createNotices } from './notices.ts';
import { createPace } from './paces.ts';
import { reasonText } from './problemText.ts';
import { createSettings, type Settings } from './settings.ts';
import { createSignal, type Disposable, type Signal } from './signal.ts';
import { createStageMode } from './stageMode.ts';
import { createStore, type Store } from './store.ts';
import { createText, resolveLanguage, type Text } from './text.ts';
import type { Moved } from './watchedWork.ts';
import { createWorkFolders } from './workFolders.ts';

/** Builds what features share, once, by hand, in order of need. */
export function createGuest(context: vscode.ExtensionContext): Guest {
  const own: Guest['own'] = (...disposables) => void context.subscriptions.push(...disposables);
  const call = <N extends CommandName>(name: N, ...args: CommandArguments[N]) =>
    vscode.commands.executeCommand(commandId(name), ...args);
  const settings = createSettings(vscode.workspace);
  const language = () => resolveLanguage(settings.language.value, vscode.env.language);
  const text = createText(language, { catalogues: readCatalogues(context.asAbsolutePath('l10n')) });
  const log = vscode.window.createOutputChannel(text.say('name'), { log: true });
  const problemTold = createSignal<Problem>();
  const notices = createNotices({
    ...{ text, log },
    resume: () => call('resume'),
    setApiKey: () => call('setApiKey'),
    rebuild: offer => call('rebuildCollection', offer),
    goOnHere: given => call('startWorkshop', given),
    told: problemTold.fire,
  });
  const store: Store = createStore(
    key => engine.ask.sources({ workDir: key.workDir, runId: key.runId }),
    context.workspaceState.get<RunKey>(PICKED),
  );
  const signals = {
    answered: createSignal<AnswerPiece>(),
    rebuilding: createSignal<Moved>(),
    exporting: createSignal<Moved>(),
    previewing: createSignal<Moved>(),
    solving: createSignal<SolutionMoved>(),
    cleaningMoved: createSignal<CleaningMoved>(),
    compareMoved: createSignal<CompareMoved>(),
    tableMoved: createSignal<TableMoved>(),
    temporalChanged: createSignal<TemporalChange>(),
    workshopChanged: createSignal<void>(),
    checkMoved: createSignal<CheckMoved>(),
    validating: createSignal<ValidationMoved>(),
  };
  const isOurs = (dir: string): boolean => folders.all().includes(dir);
  const engine: EngineProcess = startEngine({ ...{ context, store, log, text, settings, isOurs }, ...signals });
  const folders = createWorkFolders({
    workDir: settings.workDir,
    watch: workDir => engine.ask.watch({ workDir }),
    told: store.feed.runs,
    failed: notices.thrown,
    own,
  });
  const keys = createContextKeys((key, value) => vscode.commands.executeCommand('setContext', key, value));
  const guest: Guest = {
    ...{ context, log, text, settings, keys, engine, store, folders, notices, call, own },
    marks: createChunkMarks(text),
    stageMode: createStageMode(context.workspaceState),
    pace: createPace(store, () => Date.now()),
    started: createSignal<RunKey>(),
    sourcePicked: createSignal<SourceNode>(),
    problemTold,
    ...signals,
  };
  own(log, guest.marks, recover(guest), rememberPicked(guest), ...tellServer(guest));
  return guest;
}

interface EngineWorld {
  readonly context: vscode.ExtensionContext;
  readonly store: Store;
  readonly log: vscode.LogOutputChannel;
  readonly text: Text;
  readonly settings: Settings;
  readonly answered: Signal<AnswerPiece>;
  readonly rebuilding: Signal<Moved>;
  readonly exporting: Signal<Moved>;
  readonly previewing: Signal<Moved>;
  readonly solving: Signal<SolutionMoved>;
  readonly cleaningMoved: Signal<CleaningMoved>;
  readonly compareMoved: Signal<CompareMoved>;
  readonly tableMoved: Signal<TableMoved>;
  readonly temporalChanged: Signal<TemporalChange>;
  readonly workshopChanged: Signal<void>;
  readonly checkMoved: Signal<CheckMoved>;
  readonly validating: Signal<ValidationMoved>;
  /** The engine process goes on following a folder that has left the workspace. */
  readonly isOurs: (workDir: string) => boolean;
}

function startEngine({ context, store, log, text, isOurs, ...world }: EngineWorld): EngineProcess {
  // SAFETY: package.json is VS Code's `unknown`; vsce refuses one without a version.
  const { version } = context.extension.packageJSON as { version: string };
  return createEngineProcess({
    version,
    launch: () => ({
      entry: context.asAbsolutePath('dist/engineHost.js'),
      env: engineEnvironment(process.env, networkSettings()),
      flags: engineFlags(networkSettings(), process.allowedNodeEnvironmentFlags),
    }),
    greet: async ask => ask.useServer(await modelServer(context.secrets, world.settings.openaiBaseUrl)),
    log: (level, line) => log[level](line),
    handlers: {
      runsChanged: ({ workDir, runs }) => store.feed.runs(workDir, isOurs(workDir) ? runs : []),
      sourcesChanged: ({ sources, ...key }) => store.feed.sources(key, sources),
      runEnded: ({ workDir, run }) => {
        if (isOurs(workDir)) store.feed.run(workDir, run);
      },
      answerPiece: piece => world.answered.fire(piece),
      rebuildMoved: moved => world.rebuilding.fire(moved),
      exportMoved: moved => world.exporting.fire(moved),
      previewMoved: moved => world.previewing.fire(moved),
      solutionMoved: moved => world.solving.fire(moved),
      validationMoved: moved => world.validating.fire(moved),
      cleaningMoved: moved => world.cleaningMoved.fire(moved),
      compareMoved: moved => world.compareMoved.fire(moved),
      tableMoved: moved => world.tableMoved.fire(moved),
      temporalChanged: change => world.temporalChanged.fire(change),
      workshopsChanged: () => world.workshopChanged.fire(),
      checkMoved: moved => world.checkMoved.fire(moved),
      log: ({ level, ...line }) => log[level](reasonText(line, text)),
    },
  });
}

const PICKED = 'picked run';

/** Comes back with the window. The newest one is not kept: the next to start is then shown, as without a choice. */
const rememberPicked = ({ context, store }: Guest): Disposable =>
  store.pickedChanged.listen(() => {
    const picked = store.picked();
    const chosen = picked !== null && !sameRun(picked, store.runs()[0] ?? null);
    const key = chosen ? { workDir: picked.workDir, runId: picked.runId } : undefined;
    void context.workspaceState.update(PICKED, key);
  });

function networkSettings(): NetworkSettings {
  const http = vscode.workspace.getConfiguration('http');
  return {
    proxy: http.get('proxy', ''),
    noProxy: http.get<string[]>('noProxy', []),
    proxySupport: http.get('proxySupport', 'override'),
    systemCertificates: http.get('systemCertificates', true),
  };
}

/** A changed key or address counts from the next question on; an engine that is not there yet hears of it when it starts. */
function tellServer({ context, settings, engine, notices }: Guest): Disposable[] {
  const tell = async (): Promise<void> => {
    if (engine.isRunning()) await engine.ask.useServer(await modelServer(context.secrets, settings.openaiBaseUrl));
  };
  const told = () => void tell().catch(notices.thrown);
  return [context.secrets.onDidChange(told), settings.openaiBaseUrl.listen(told)];
}

/** Two crashes closer than this are not answered by a third start: the user's next act is. */
const CALM_MS = 10_000;

/** After a crash: say so, and ask the new process what is on the disk. */
function recover({ engine, store, folders, notices }: Guest): Disposable {
  let last = -Infinity;
  return engine.gone.listen(problem => {
    const calm = Date.now() - last > CALM_MS;
    last = Date.now();
    folders.forget();
    store.feed.lost();
    // Who pulled the plug says so, with what was in flight.
    if (problem.code !== 'plug_pulled') notices.problem(problem);
    if (calm) folders.follow().catch(notices.thrown);
  });
}
