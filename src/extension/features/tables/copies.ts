import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { bytesText } from '../../../model/bytes.ts';
import { fail } from '../../../model/problem.ts';
import type { Guest } from '../../guest.ts';
import { once } from '../../once.ts';
import type { Disposable } from '../../signal.ts';

/** Those of other extensions are read whole by VS Code, through its memory. */
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
    const folder = path.join(await folderOf(), String(made++));
    await mkdir(folder);
    const file = path.join(folder, name);
    const copying = orProblem(vscode.workspace.fs.copy(uri, vscode.Uri.file(file)), name);
    try {
      await withCancel(text, { name, size, file }, copying);
      // Some file systems do not say a size.
      refuseLarge((await stat(file)).size, name);
    } catch (error) {
      const drop = () => rm(folder, { recursive: true, force: true });
      // Nothing stops the copying itself: what it still writes goes when it ends.
      void copying.then(drop, drop);
      throw error;
    }
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

interface Fetched {
  readonly name: string;
  /** Bytes; 0: not said. */
  readonly size: number;
  readonly file: string;
}

const LOOK_MS = 500;

/** Says how much is there, as far as it comes bit by bit, and for how long it has been coming. Usage `table_not_fetched`. */
function withCancel(text: Guest['text'], { name, size, file }: Fetched, work: Promise<unknown>): Promise<unknown> {
  const location = vscode.ProgressLocation.Notification;
  const begun = Date.now();
  const title = text.say('tables.fetching', { name });
  const waiting = vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    let last = 0;
    const look = async () => {
      const done = await stat(file).then(
        found => found.size,
        () => 0,
      );
      const seconds = text.number(Math.round((Date.now() - begun) / 1000));
      const [here, whole] = [done, size].map(bytes => bytesText(bytes, text.language));
      const key = done > 0 && size > 0 ? 'some' : size > 0 ? 'size' : 'time';
      const message = text.say(`tables.fetched.${key}`, { here: here ?? '', whole: whole ?? '', seconds });
      progress.report({ message, ...(size > 0 && { increment: (100 * (done - last)) / size }) });
      last = done;
    };
    const timer = setInterval(() => void look(), LOOK_MS);
    const stopped = new Promise<never>((_resolve, reject) =>
      token.onCancellationRequested(() => reject(fail('usage', 'table_not_fetched', { name }))),
    );
    return Promise.race([work, stopped]).finally(() => clearInterval(timer));
  });
  return Promise.resolve(waiting);
}
