import * as vscode from 'vscode';
import type { Listenable } from './signal.ts';

/** How far work in a folder is. */
export interface Moved {
  readonly workDir: string;
  readonly done: number;
  readonly total: number;
}

export interface WatchedWork<T> {
  readonly workDir: string;
  readonly title: string;
  readonly moved: Listenable<Moved>;
  run(): Promise<T>;
  stop(): Promise<unknown>;
}

/** Work of the engine process in a notification: how far it is, and Cancel. */
export function watchWork<T>({ workDir, title, ...work }: WatchedWork<T>): Thenable<T> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    let last = 0;
    const moved = work.moved.listen(({ done, total, ...told }) => {
      if (told.workDir !== workDir) return;
      progress.report({ message: `${done}/${total}`, increment: ((done - last) / total) * 100 });
      last = done;
    });
    const stopped = token.onCancellationRequested(() => void work.stop());
    try {
      return await work.run();
    } finally {
      moved.dispose();
      stopped.dispose();
    }
  });
}
