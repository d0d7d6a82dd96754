import path from 'node:path';
import type * as vscode from 'vscode';
import type { TableHostVerbs, TablePageVerbs } from '../../../protocol/table.ts';
import type { TablePlace } from '../../commandArguments.ts';
import type { Guest } from '../../guest.ts';
import { showPage, type LivePage } from '../../page.ts';
import type { PanelKind } from '../../panels.ts';
import { createDesk } from './desk.ts';
import { createWanted, type WantedRow } from './wanted.ts';
import { createCopies } from './copies.ts';
import { fileSource, folderSource, type TableSource } from './source.ts';

/** A file that is open, in one editor or several. */
export interface TableDocument extends vscode.CustomDocument {
  readonly source: TableSource;
}

/** A folder, absolute. */
export interface TableSubject {
  readonly folder: string;
}

export interface Tables {
  openFile(uri: vscode.Uri): TableDocument;
  showFile(document: TableDocument, panel: vscode.WebviewPanel): void;
  readonly folderPanel: PanelKind<TableSubject, TableHostVerbs, TablePageVerbs>;
  /** Shows a row in a tab that has the table; where there is none yet, the next to open shows it, and `false` is answered. */
  showRow(place: TablePlace): boolean;
}

export function createTables(guest: Guest): Tables {
  const wanted = createWanted();
  const copies = createCopies(guest);
  guest.own(copies);
  return {
    openFile: uri => {
      const source = fileSource(uri, copies);
      return { uri, source, dispose: () => source.dispose() };
    },
    showFile: ({ uri, source }, panel) => {
      const desk = createDesk(guest, source, wanted);
      const title = path.posix.basename(uri.path);
      const { handlers } = desk;
      const live: LivePage<TablePageVerbs> = showPage({
        guest,
        page: 'table',
        webview: panel.webview,
        title,
        handlers,
      });
      const beside = desk.opened(live, panel);
      panel.onDidDispose(() => {
        beside.dispose();
        live.dispose();
      });
    },
    folderPanel: {
      title: ({ folder }) => path.basename(folder),
      begin: ({ folder }) => createDesk(guest, folderSource(folder), wanted),
      restore: subject => {
        const folder = typeof subject === 'object' && subject && 'folder' in subject ? subject.folder : undefined;
        return typeof folder === 'string' && path.isAbsolute(folder) ? { folder } : undefined;
      },
    },
    showRow: place => wanted.ask(place.path, rowOf(place)),
  };
}

const rowOf = ({ row, column }: TablePlace): WantedRow | null => (row === null ? null : { row, column });
