import * as vscode from 'vscode';
import type { Guest } from './guest.ts';

interface Shown {
  readonly workDir: string;
  readonly title: string;
  readonly cancellable: boolean;
}

/** While the index of a work folder is rebuilt or repaired: Sources done, and a button that stops it. */
export function showIndexProgress<Answer>(
  { engine, rebuilding }: Pick<Guest, 'engine' | 'rebuilding'>,
  { workDir, title, cancellable }: Shown,
  work: () => Promise<Answer>,
): Thenable<Answer> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable }, async (progress, token) => {
    let last = 0;
    const moved = rebuilding.listen(moving => {
      if (moving.workDir !== workDir) return;
      const { done, total } = moving;
      progress.report({ message: `${done}/${total}`, increment: ((done - last) / total) * 100 });
      last = done;
    });
    const stopped = token.onCancellationRequested(() => void engine.ask.stopRebuild({ workDir }));
    try {
      return await work();
    } finally {
      moved.dispose();
      stopped.dispose();
    }
  });
}
