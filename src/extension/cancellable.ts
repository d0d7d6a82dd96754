import * as vscode from 'vscode';

interface Cancellable<T> {
  readonly title: string;
  run(): Promise<T>;
  /** Asks that it ends soon. */
  stop(): Promise<unknown>;
}

/** Work of the engine process in a notification with Cancel; undefined when the person has had enough of waiting. */
export function cancellable<T>({ title, run, stop }: Cancellable<T>): Thenable<T | undefined> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (_, token) => {
    const stopping = token.onCancellationRequested(() => void stop());
    try {
      return await run();
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      throw error;
    } finally {
      stopping.dispose();
    }
  });
}
