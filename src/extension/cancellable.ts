import * as vscode from 'vscode';
import type { Listenable } from './signal.ts';

interface Cancellable<T> {
  readonly title: string;
  run(): Promise<T>;
  /** Asks that it ends soon. */
  stop(): Promise<unknown>;
  /** How far it is, where that is known: 0–1. */
  readonly moved?: Listenable<number>;
}

/** Work of the engine process in a notification with Cancel; undefined when the person has had enough of waiting. */
export function cancellable<T>({ title, run, stop, moved }: Cancellable<T>): Thenable<T | undefined> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    let last = 0;
    const moving = moved?.listen(share => {
      progress.report({ increment: 100 * (share - last) });
      last = share;
    });
    const stopping = token.onCancellationRequested(() => void stop());
    try {
      return await run();
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      throw error;
    } finally {
      stopping.dispose();
      moving?.dispose();
    }
  });
}
