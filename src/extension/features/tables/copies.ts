import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { bytesText } from '../../../model/bytes.ts';
import { fail } from '../../../model/problem.ts';
import type { Guest } from '../../guest.ts';
import { once } from '../../once.ts';
import type { Disposable } from '../../signal.ts';

/** VS Code's file systems are read whole, through this process's memory. */
const MOST_BYTES = 512e6;

/** Files of other file systems, copied onto this disk for as long as somebody looks at them. */
export interface Copies extends Disposable {
  /** With progress and cancel. Data `table_too_far`, `table_unreachable`; usage `table_not_fetched`. */
  make(uri: vscode.Uri): Promise<string>;
  drop(file: string): Promise<void>;
}

export function createCopies({ text }: Guest): Copies {
  let root: string | null = null;
  let made = 0;
  const folderOf = once(async () => (root = await mkdtemp(path.join(tmpdir(), 'ingestion-workshop-'))));

  async function make(uri: vscode.Uri): Promise<string> {
    const name = path.posix.basename(uri.path);
    const { size } = await orProblem(vscode.workspace.fs.stat(uri), name);
    refuseLarge(size, name);
    const bytes = await withCancel(text.say('tables.fetching', { name }), vscode.workspace.fs.readFile(uri), name);
    // Some file systems do not say a size.
    refuseLarge(bytes.length, name);
    const folder = path.join(await folderOf(), String(made++));
    await mkdir(folder);
    const file = path.join(folder, name);
    await writeFile(file, bytes);
    return file;
  }

  const refuseLarge = (bytes: number, name: string): void => {
    const [size, most] = [bytes, MOST_BYTES].map(count => bytesText(count, text.language));
    if (bytes > MOST_BYTES) throw fail('data', 'table_too_far', { name, size: size ?? '', most: most ?? '' });
  };

  return {
    make,
    drop: file => rm(path.dirname(file), { recursive: true, force: true }),
    // The window is closing: there is no time for promises.
    dispose: () => {
      if (root !== null) rmSync(root, { recursive: true, force: true });
    },
  };
}

async function orProblem<T>(work: Thenable<T>, name: string): Promise<T> {
  return Promise.resolve(work).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    throw fail('data', 'table_unreachable', { name, message }, error);
  });
}

/** Nothing stops the reading itself: it is not waited for any more. */
function withCancel(title: string, work: Thenable<Uint8Array>, name: string): Promise<Uint8Array> {
  const location = vscode.ProgressLocation.Notification;
  const waiting = vscode.window.withProgress({ location, title, cancellable: true }, (_, token) => {
    const stopped = new Promise<never>((_resolve, reject) =>
      token.onCancellationRequested(() => reject(fail('usage', 'table_not_fetched', { name }))),
    );
    return Promise.race([orProblem(work, name), stopped]);
  });
  return Promise.resolve(waiting);
}
