import path from 'node:path';
import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { TableHead } from '../../../protocol/table.ts';
import type { Disposable } from '../../signal.ts';
import type { Copies } from './copies.ts';
import { GONE, lookAtFile, lookAtFolder } from './look.ts';

/** Where the rows of a tab come from. */
export interface TableSource extends Disposable {
  /** Absolute; of what is on no disk, the path of its address. */
  readonly path: string;
  readonly isFolder: boolean;
  readonly watched: vscode.RelativePattern;
  /** It is another one when this answers something else. */
  look(): Promise<string>;
  /** A look costs next to nothing: it may be had every few seconds. */
  readonly isNear: boolean;
  /** On this disk, for the engine: as it is now. */
  file(): Promise<string>;
  /** What the engine says of that file, in the words of `path`. */
  named(head: TableHead): TableHead;
}

export function fileSource(uri: vscode.Uri, copies: Copies): TableSource {
  return uri.scheme === 'file' ? sourceHere(uri) : sourceElsewhere(uri, copies);
}

export function folderSource(folder: string): TableSource {
  return {
    ...{ path: folder, isFolder: true, isNear: true },
    watched: new vscode.RelativePattern(vscode.Uri.file(folder), '**/*.{parquet,pq,parq,pqt}'),
    look: () => lookAtFolder(folder),
    file: () => Promise.resolve(folder),
    named: head => head,
    dispose: () => undefined,
  };
}

function sourceHere(uri: vscode.Uri): TableSource {
  const file = uri.fsPath;
  return {
    ...{ path: file, isFolder: false, isNear: true, watched: justThis(uri) },
    look: () => lookAtFile(file),
    file: () => Promise.resolve(file),
    named: head => head,
    dispose: () => undefined,
  };
}

/** Of another file system: its copy is made anew when it has changed. */
function sourceElsewhere(uri: vscode.Uri, copies: Copies): TableSource {
  let copy: { readonly look: string; readonly file: Promise<string> } | null = null;
  let isOver = false;
  const drop = () => {
    copy?.file.then(copies.drop, () => undefined);
    copy = null;
  };
  const look = async (): Promise<string> => {
    const stat = await Promise.resolve(vscode.workspace.fs.stat(uri)).catch(() => null);
    return stat === null ? GONE : `${stat.mtime} ${stat.size}`;
  };
  return {
    ...{ path: uri.path, isFolder: false, isNear: false, watched: justThis(uri), look },
    file: async () => {
      const now = await look();
      // Nobody would take a copy away that is made after the last tab has gone.
      if (isOver) throw fail('system', 'table_closed');
      if (copy?.look !== now) {
        drop();
        copy = { look: now, file: copies.make(uri) };
      }
      const { file } = copy;
      // The next to ask tries again.
      return file.catch((error: unknown) => {
        if (copy?.file === file) copy = null;
        throw error;
      });
    },
    named: head => ({ ...head, path: uri.path, files: head.files.map(part => ({ ...part, file: uri.path })) }),
    dispose: () => {
      isOver = true;
      drop();
    },
  };
}

/** `?` for what would mean something in a pattern. */
const justThis = (uri: vscode.Uri): vscode.RelativePattern =>
  new vscode.RelativePattern(
    uri.with({ path: path.posix.dirname(uri.path) }),
    path.posix.basename(uri.path).replaceAll(/[[\]{}*?]/g, '?'),
  );
