import type { CommandId } from './commands.ts';
import type { TreeNode } from './nodes.ts';
import type { SourceOutcome, RunStatus, StageState } from '../model/view.ts';

/** Ours are drawn in media/states, one file a theme kind; the others are codicons. */
export type Icon =
  { readonly own: 'discovered' | 'in-progress' | 'alias' } | { readonly codicon: string; readonly color?: string };

/** A tree item as data: what it says, to the eye and to a screen reader. */
export interface ItemView {
  /** Keeps an item open and picked while the tree is refreshed. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** Markdown; nothing in it is trusted. */
  readonly tooltip: string;
  readonly icon: Icon | null;
  readonly children: boolean;
  /** Words that when-clauses look for. */
  readonly contextValue: string;
  readonly accessibility: string;
  readonly command?: ItemCommand;
}

export interface ItemCommand {
  readonly id: CommandId | 'vscode.open';
  /** Catalogue's sentence, read by screen readers. */
  readonly title: string;
  readonly node?: TreeNode;
  /** Absolute; for `vscode.open`. */
  readonly file?: string;
  /** In it; 1-based. */
  readonly line?: number;
  readonly column?: number;
}

/** Said first where the workspace has several folders: it tells rows apart that are alike otherwise. */
export const inFolder = (folder: string | null, view: ItemView): ItemView =>
  folder === null
    ? view
    : {
        ...view,
        description: `${folder} · ${view.description}`,
        accessibility: `${folder}, ${view.accessibility}`,
      };

const ok = 'charts.green';
const bad = 'charts.red';
const warn = 'charts.yellow';
const dim = 'descriptionForeground';

export const outcomeIcons: Readonly<Record<SourceOutcome, Icon>> = {
  DISCOVERED: { own: 'discovered' },
  IN_PROGRESS: { own: 'in-progress' },
  COMPLETED: { codicon: 'pass', color: ok },
  ERROR: { codicon: 'error', color: bad },
  SKIPPED: { codicon: 'circle-slash', color: dim },
  ALIAS: { own: 'alias' },
};

export const stageIcons: Readonly<Record<StageState, Icon>> = {
  NOT_STARTED: { own: 'discovered' },
  NOT_ASKED: { codicon: 'dash', color: dim },
  SCHEDULED: { own: 'discovered' },
  RUNNING: { own: 'in-progress' },
  WAITING: { codicon: 'clockface', color: warn },
  COMPLETED: { codicon: 'pass', color: ok },
  REUSED: { codicon: 'check', color: ok },
  ERROR: { codicon: 'error', color: bad },
  SKIPPED: { codicon: 'circle-slash', color: dim },
  CANCELED: { codicon: 'stop-circle', color: dim },
};

/** What was running or waiting when its run stopped. */
export const stoppedIcon: Icon = { codicon: 'debug-pause', color: warn };

/** A run that ended, but not all of it well. */
export const flawedIcon: Icon = { codicon: 'warning', color: warn };

export const runIcons: Readonly<Record<RunStatus, Icon>> = {
  RUNNING: { own: 'in-progress' },
  COMPLETED: { codicon: 'pass', color: ok },
  FAILED: { codicon: 'error', color: bad },
  CANCELED: { codicon: 'stop-circle', color: dim },
  TERMINATED: { codicon: 'stop-circle', color: dim },
  TIMED_OUT: { codicon: 'error', color: bad },
  PARKED: stoppedIcon,
};

/** Titles and addresses come from pages: they must not become links, images or commands in a tooltip. */
export const escapeMarkdown = (text: string): string =>
  text.replace(/[\\`*_{}[\]()#+\-.!|<>~&:$]/g, String.raw`\$&`).replace(/\s+/g, ' ');
