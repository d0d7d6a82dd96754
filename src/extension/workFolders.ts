import path from 'node:path';
import * as vscode from 'vscode';
import { fail } from '../model/problem.ts';
import type { RunSummary } from '../model/view.ts';
import type { Setting } from './settings.ts';
import { createSignal, type Disposable, type Listenable } from './signal.ts';
import { isFolder, whenFolderIsThere } from './whenFolderIsThere.ts';

/** Where runs lie on disk, and the following of those that are there. */
export interface WorkFolders {
  /** Absolute work folder of each workspace folder that is on a disk. */
  all(): readonly string[];
  /** The one that a file's runs go to; without a file, or for one outside the workspace, the first. */
  of(file?: vscode.Uri): string | null;
  /** Of the workspace folder that it belongs to; null where there is only one, which goes without saying. */
  nameOf(workDir: string): string | null;
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
  /** No runs: the folder is gone. */
  readonly told: (workDir: string, runs: readonly RunSummary[]) => void;
  readonly failed: (error: unknown) => void;
  readonly own: (...disposables: readonly vscode.Disposable[]) => void;
}

export function createWorkFolders(world: WorkFoldersWorld): WorkFolders {
  const followed = new Map<string, Promise<void>>();
  const waitedFor = new Map<string, Disposable>();
  const looked = createSignal<void>();
  let looking = false;

  const places = locateWorkFolders(world.workDir);
  const { all } = places;

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

  /** The command line may start the first run of this folder. */
  function wait(workDir: string): void {
    if (waitedFor.has(workDir)) return;
    const waiting = whenFolderIsThere(path.join(workDir, 'runs'), () => {
      waitedFor.delete(workDir);
      followNow(workDir).catch(world.failed);
    });
    waitedFor.set(workDir, waiting);
    world.own(waiting);
  }

  /** A folder came or went, or a setting moved a work folder: what is gone is shown no longer, what is new is. */
  function review(): void {
    const now = all();
    for (const workDir of known.filter(one => !now.includes(one))) {
      followed.delete(workDir);
      waitedFor.get(workDir)?.dispose();
      waitedFor.delete(workDir);
      world.told(workDir, []);
    }
    known = now;
    if (looking) follow().catch(world.failed);
  }

  async function follow(): Promise<void> {
    // Before the fire: whoever hears it follows too.
    const first = !looking;
    looking = true;
    if (first) looked.fire();
    await Promise.all(all().map(followOne));
  }

  let known = all();
  world.own(vscode.workspace.onDidChangeWorkspaceFolders(review), world.workDir.listen(review));

  return { ...places, follow, followNow, forget: () => followed.clear(), looked };
}

/** Where they are by the setting of the moment. */
function locateWorkFolders(workDir: Setting<string>): Pick<WorkFolders, 'all' | 'of' | 'nameOf'> {
  const locate = ({ uri }: vscode.WorkspaceFolder) => path.resolve(uri.fsPath, workDir.at(uri));
  const all = () => [...new Set(diskFolders().map(locate))];
  return {
    all,
    of: file => {
      const folder = file && vscode.workspace.getWorkspaceFolder(file);
      return folder && folder.uri.scheme === 'file' ? locate(folder) : (all()[0] ?? null);
    },
    nameOf: dir => {
      const folders = diskFolders();
      return folders.length > 1 ? (folders.find(folder => locate(folder) === dir)?.name ?? null) : null;
    },
  };
}

/** Only these can hold runs. */
const diskFolders = (): readonly vscode.WorkspaceFolder[] =>
  (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');

/** Asks where there are several. */
export async function pickFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = diskFolders();
  if (folders.length === 0) throw fail('usage', 'no_folder');
  return folders.length > 1 ? vscode.window.showWorkspaceFolderPick() : folders[0];
}
