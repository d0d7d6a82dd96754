import { stat } from 'node:fs/promises';
import type { Disposable } from './signal.ts';

const LOOK_MS = 1000;

/**
 * Calls `found` once, as soon as there is such a folder. VS Code's own watcher told of it only sometimes when the whole
 * folder came at once, and never where a setting excludes it: one look a second costs nothing.
 */
export function whenFolderIsThere(folder: string, found: () => void): Disposable {
  const look = async () => {
    if (!(await isFolder(folder)) || over) return;
    stop();
    found();
  };
  let over = false;
  const timer = setInterval(() => void look(), LOOK_MS);
  const stop = () => {
    over = true;
    clearInterval(timer);
  };
  return { dispose: stop };
}

export const isFolder = (folder: string): Promise<boolean> =>
  stat(folder).then(
    found => found.isDirectory(),
    () => false,
  );
