import type { ExtensionContext, LogOutputChannel } from 'vscode';
import type { ChunkMarks } from './chunkMarks.ts';
import type { CleaningGuestVerbs } from '../protocol/cleaning.ts';
import type { CompareGuestVerbs } from '../protocol/compare.ts';
import type { TableMoved } from '../protocol/table.ts';
import type { TemporalStatus } from '../protocol/temporal.ts';
import type { CheckMoved } from '../protocol/workshop.ts';
import type { SolutionMoved } from '../protocol/workshopFolder.ts';
import type { CommandArguments } from './commandArguments.ts';
import type { CommandHandlers, CommandName } from './commands.ts';
import type { ContextKeys } from './contextKeys.ts';
import type { EngineProcess } from './engineProcess.ts';
import type { RunKey, SourceNode } from './nodes.ts';
import type { Problem } from '../model/problem.ts';
import type { Notices } from './notices.ts';
import type { Pace } from './paces.ts';
import type { Settings } from './settings.ts';
import type { Disposable, Signal } from './signal.ts';
import type { StageMode } from './stageMode.ts';
import type { Store } from './store.ts';
import type { Text } from './text.ts';
import type { Moved } from './watchedWork.ts';
import type { WorkFolders } from './workFolders.ts';

/** Of an answer that a page waits for. */
export interface AnswerPiece {
  readonly id: string;
  readonly text: string;
}

/** How far a validation is, in rows. */
export interface ValidationMoved {
  readonly id: string;
  readonly done: number;
  readonly total: number;
}

/** How the connection of a work folder to its server stands. */
export interface TemporalChange {
  readonly workDir: string;
  readonly status: TemporalStatus;
}

export type CompareMoved = Parameters<CompareGuestVerbs['compareMoved']>[0];
export type CleaningMoved = Parameters<CleaningGuestVerbs['cleaningMoved']>[0];

/** All that a feature gets. Features know each other through it only. */
export interface Guest {
  readonly context: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly text: Text;
  readonly settings: Settings;
  readonly keys: ContextKeys;
  readonly engine: EngineProcess;
  readonly store: Store;
  readonly pace: Pace;
  readonly folders: WorkFolders;
  readonly notices: Notices;
  readonly marks: ChunkMarks;
  /** A run that this window started or resumed. */
  readonly started: Signal<RunKey>;
  /** A Source, or a stage of it, was picked in the tree. */
  readonly sourcePicked: Signal<SourceNode>;
  /** What a chat model writes, as it comes. */
  readonly answered: Signal<AnswerPiece>;
  /** How far a rebuild is. */
  readonly rebuilding: Signal<Moved>;
  /** How far an export is. */
  readonly exporting: Signal<Moved>;
  /** How far a preview is. */
  readonly previewing: Signal<Moved>;
  /** Which line of a solution is run. */
  readonly solving: Signal<SolutionMoved>;
  /** How far a validation is. */
  readonly validating: Signal<ValidationMoved>;
  /** How far work on a table is. */
  /** How far the examination of a page is. */
  readonly cleaningMoved: Signal<CleaningMoved>;
  /** A workshop was begun, or what is remembered of one changed. */
  readonly workshopChanged: Signal<void>;
  /** Which check of a step is looked at. */
  readonly checkMoved: Signal<CheckMoved>;
  readonly compareMoved: Signal<CompareMoved>;
  readonly tableMoved: Signal<TableMoved>;
  readonly temporalChanged: Signal<TemporalChange>;
  /** What was told to the user in a notification. */
  readonly problemTold: Signal<Problem>;
  readonly stageMode: StageMode;
  /** Runs a command of the table. */
  call<N extends CommandName>(name: N, ...args: CommandArguments[N]): Thenable<unknown>;
  /** Disposed with the extension. */
  own(...disposables: readonly Disposable[]): void;
}

/** What a feature answers for: the commands that it gives. */
export type Feature = (guest: Guest) => Partial<CommandHandlers>;
