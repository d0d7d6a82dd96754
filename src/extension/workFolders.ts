import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { RunSummary } from '../model/view.ts';
import type { Setting } from './settings.ts';
import { createSignal, type Listenable } from './signal.ts';

/** Where runs lie on disk, and the following of those that are there. */
export interface WorkFolders {
  /** Absolute work folder of each workspace folder that is on a disk. */
  all(): readonly string[];
  /** The one that a file's runs go to; without a file, or for one outside the workspace, the first. */
  of(file?: vscode.Uri): string | null;
  /** Tells the store of all runs, now and from now on. The engine process is started only where there is a run. */
  follow(): Promise<void>;
  /** Follows a work folder that has no run yet, because one is about to start. */
  followNow(workDir: string): Promise<void>;
  /** After the engine process was lost: the next `follow` asks again. */
  forget(): void;
  /** The first `follow`: somebody looks. */
  readonly looked: Listenable<void>;
}

export interface WorkFoldersWorld {
  readonly workDir: Setting<string>;
  readonly watch: (workDir: string) => Promise<readonly RunSummary[]>;
  readonly told: (workDir: string, runs: readonly RunSummary[]) => void;
  readonly failed: (error: unknown) => void;
  readonly own: (disposable: vscode.Disposable) => void;
}

const LOOK_MS = 1000;

export function createWorkFolders(world: WorkFoldersWorld): WorkFolders {
  const followed = new Map<string, Promise<void>>();
  const waitedFor = new Set<string>();
  const looked = createSignal<void>();
  let looking = false;

  const locate = (folder: vscode.WorkspaceFolder) => path.resolve(folder.uri.fsPath, world.workDir.value);
  const folders = () => (vscode.workspace.workspaceFolders ?? []).filter(folder => folder.uri.scheme === 'file');
  const all = () => [...new Set(folders().map(locate))];

  async function watch(workDir: string): Promise<void> {
    world.told(workDir, await world.watch(workDir));
  }

  async function followOne(workDir: string): Promise<void> {
    if (await isFolder(path.join(workDir, 'runs'))) await followNow(workDir);
    else wait(workDir);
  }

  async function followNow(workDir: string): Promise<void> {
    const asked = followed.get(workDir) ?? watch(workDir);
    followed.set(workDir, asked);
    await asked.catch((error: unknown) => {
      followed.delete(workDir);
      throw error;
    });
  }

  /**
   * The command line may start the first run of this folder. VS Code's own watcher told of it only sometimes when the
   * whole folder came at once, and never where a setting excludes it: one look a second costs nothing.
   */
  function wait(workDir: string): void {
    if (waitedFor.has(workDir)) return;
    waitedFor.add(workDir);
    const look = async () => {
      if (!(await isFolder(path.join(workDir, 'runs')))) return;
      clearInterval(timer);
      if (waitedFor.delete(workDir)) await followNow(workDir);
    };
    const timer = setInterval(() => void look().catch(world.failed), LOOK_MS);
    world.own({ dispose: () => clearInterval(timer) });
  }

  return {
    all,
    of: file => {
      const folder = file && vscode.workspace.getWorkspaceFolder(file);
      return folder && folder.uri.scheme === 'file' ? locate(folder) : (all()[0] ?? null);
    },
    follow: async () => {
      // Before the fire: whoever hears it follows too.
      const first = !looking;
      looking = true;
      if (first) looked.fire();
      await Promise.all(all().map(followOne));
    },
    followNow,
    forget: () => followed.clear(),
    looked,
  };
}

const isFolder = (dir: string): Promise<boolean> =>
  stat(dir).then(
    found => found.isDirectory(),
    () => false,
  );
