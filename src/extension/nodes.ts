import type { PreviewAction, PreviewEntry, PreviewLevel } from '../model/preview/preview.ts';
import type { Stage } from '../model/stage.ts';
import type { RunSummary } from '../model/view.ts';
import type { WorkshopPlace } from '../protocol/workshop.ts';

export interface RunKey {
  /** Absolute. */
  readonly workDir: string;
  readonly runId: string;
}

export type KnownRun = RunSummary & RunKey;

/** What the trees hand to commands. Stable objects: VS Code tells tree elements apart by identity. */
export interface SourceNode extends RunKey {
  readonly kind: 'source';
  readonly uri: string;
}

export interface StageNode extends RunKey {
  readonly kind: 'stage';
  readonly uri: string;
  readonly stage: Stage;
}

/** A chunk of an index, and a run that tells where the index is. */
export interface ChunkNode extends RunKey {
  readonly kind: 'chunk';
  readonly collection: string;
  readonly uri: string;
  readonly chunkId: string;
}

export interface RunNode extends RunKey {
  readonly kind: 'run';
  /** Of a run that is shown beside its twin on the other back end. */
  readonly twinId?: string;
}

/** A line under a run; `what` names the figure. */
export interface FactNode extends RunKey {
  readonly kind: 'fact';
  readonly what: Fact;
}

export type Fact =
  | 'standing'
  | 'figures'
  | 'completed'
  | 'pages'
  | 'rows'
  | 'deadLetters'
  | 'dataset'
  | 'error'
  | 'skipped'
  | 'alias'
  | 'open'
  | 'inFlight'
  | 'resumed'
  | 'changed'
  | 'duration'
  | 'input'
  | 'owner'
  | 'failure';

/** Older runs of one period, where runs are many. */
export interface GroupNode {
  readonly kind: 'group';
  readonly period: string;
}

/** A dataset by its folder, absolute. */
export interface DatasetNode {
  readonly kind: 'dataset';
  readonly folder: string;
}

/** A line under a dataset. */
export interface DatasetFactNode {
  readonly kind: 'datasetFact';
  readonly folder: string;
  readonly what: DatasetFact;
}

export type DatasetFact = 'problem' | 'source' | 'config' | 'watermark' | 'deadLetters';

/** Older days of one month, where days are many. */
export interface MonthNode {
  readonly kind: 'month';
  readonly folder: string;
  /** YYYY-MM */
  readonly month: string;
}

export interface PartitionNode {
  readonly kind: 'partition';
  readonly folder: string;
  readonly date: string;
}

/** The Parquet file of a day. */
export interface TableNode {
  readonly kind: 'table';
  readonly folder: string;
  readonly date: string;
  /** Absolute. */
  readonly file: string;
}

export type DatasetTreeNode = DatasetNode | DatasetFactNode | MonthNode | PartitionNode | TableNode;

/** What the tree of a preview is made of; the same object for the same thing. */
export type PreviewNode =
  | { readonly kind: 'previewLevel'; readonly counts: PreviewLevel }
  | { readonly kind: 'previewGroup'; readonly level: number; readonly action: PreviewAction; readonly count: number }
  | { readonly kind: 'previewed'; readonly entry: PreviewEntry; readonly at: number }
  | { readonly kind: 'previewMore'; readonly group: PreviewNode; readonly left: number };

/** What the tree of workshops is made of. */
export interface WorkshopNode extends WorkshopPlace {
  readonly kind: 'workshop';
}

export interface WorkshopPartNode extends WorkshopPlace {
  readonly kind: 'workshopPart';
  readonly part: string;
}

export interface WorkshopStepNode extends WorkshopPlace {
  readonly kind: 'workshopStep';
  readonly step: string;
}

export function isWorkshopStep(value: unknown): value is WorkshopStepNode {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'workshopStep';
}

export type WorkshopTreeNode = WorkshopNode | WorkshopPartNode | WorkshopStepNode;

export type TreeNode = WorkshopTreeNode | SourceNode | StageNode | RunNode | FactNode | GroupNode | DatasetTreeNode;
type Node = TreeNode | ChunkNode;

export const sameRun = (a: RunKey | null, b: RunKey | null): boolean =>
  a !== null && b !== null && a.runId === b.runId && a.workDir === b.workDir;

/** VS Code hands a Uri (title of an editor, explorer), a node (trees) or nothing (palette) to a command. */
export function isNode<Kind extends Node['kind']>(
  value: unknown,
  ...kinds: readonly Kind[]
): value is Extract<Node, { kind: Kind }> {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  const wanted: readonly unknown[] = kinds;
  return wanted.includes(value.kind);
}
