import { setImmediate, setTimeout } from 'node:timers';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Handlers } from '../../../protocol/peer.ts';
import type { TableHead, TableHostVerbs, TablePageVerbs } from '../../../protocol/table.ts';
import type { Guest } from '../../guest.ts';
import type { LivePage } from '../../page.ts';
import type { Disposable } from '../../signal.ts';
import { createBegun, type Begun } from './begun.ts';
import { datasetOf } from './datasetOf.ts';
import { createEngineTable, OPENING, type EngineTable } from './engineTable.ts';
import { exportTable } from './exportTable.ts';
import type { TableSource } from './source.ts';
import type { Wanted } from './wanted.ts';
import { watchTable, type TableWatch } from './watch.ts';

export interface Desk {
  readonly handlers: Handlers<TableHostVerbs>;
  opened(live: LivePage<TablePageVerbs>, panel: vscode.WebviewPanel): Disposable;
}

interface Page {
  live: LivePage<TablePageVerbs> | null;
  isReady: boolean;
  /** Its name of the last opening that it asked for: that had mostly begun before. */
  opening: string;
}

const POLL_MS = 3000;

/** Answers one tab about one table: each has a table of its own in the engine process. */
export function createDesk(guest: Guest, source: TableSource, wanted: Wanted): Desk {
  const page: Page = { live: null, isReady: false, opening: '' };
  const table = createEngineTable(guest, source);
  let watch: TableWatch | null = null;
  const begun = createBegun(thrown => {
    // A page that is hidden, or begins anew, shows nothing of what it had asked for.
    if (!page.isReady) guest.notices.thrown(thrown);
  });

  async function read(): Promise<{ look: string; head: Promise<TableHead> }> {
    const look = await source.look();
    return { look, head: table.open() };
  }
  // Read while VS Code still makes the webview.
  let early: ReturnType<typeof read> | null = read();

  async function open({ id }: { id: string }): Promise<TableHead> {
    page.isReady = false;
    page.opening = id;
    const reading = early ?? read();
    early = null;
    const { look, head: answer } = await reading;
    watch?.opened(look);
    const head = source.named(await answer);
    // After the answer, without which the page has no rows yet.
    setImmediate(() => {
      page.isReady = true;
      const row = wanted.take(source.path);
      if (row) page.live?.tell.showRow(row);
    });
    return head;
  }

  return {
    handlers: { ...answers({ guest, source, table, begun, page }), open },
    opened: (live, panel) => {
      page.live = live;
      watch = watchSource(source, live, panel);
      return vscode.Disposable.from(
        watch,
        // A hidden page is put away by VS Code, and begins anew when it is seen again.
        panel.onDidChangeViewState(() => (page.isReady &&= panel.visible)),
        guest.tableMoved.listen(({ id, ...moved }) => {
          const own = table.ownOf(id);
          if (own !== null) live.tell.moved({ id: own === OPENING ? page.opening : own, ...moved });
        }),
        wanted.join({
          path: source.path,
          // Without its column VS Code would open it once more, in the group in front.
          reveal: () => panel.reveal(panel.viewColumn),
          tell: row => {
            if (page.isReady) live.tell.showRow(row);
            return page.isReady;
          },
        }),
        table,
      );
    },
  };
}

const watchSource = (source: TableSource, live: LivePage<TablePageVerbs>, panel: vscode.WebviewPanel): TableWatch =>
  watchTable({
    ...{ look: source.look, isDeep: source.isFolder, pollMs: source.isNear ? POLL_MS : null },
    listen: touched => listenTo(source, touched),
    isSeen: () => panel.visible,
    changed: isGone => live.tell.changed({ isGone }),
    wait: ms => new Promise(resolve => setTimeout(resolve, ms)),
  });

function listenTo({ watched }: TableSource, touched: () => void): Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(watched);
  watcher.onDidChange(touched);
  watcher.onDidCreate(touched);
  watcher.onDidDelete(touched);
  return watcher;
}

interface Answering {
  readonly guest: Guest;
  readonly source: TableSource;
  readonly table: EngineTable;
  readonly begun: Begun;
  readonly page: Pick<Page, 'opening'>;
}

function answers({ guest, source, table, begun, page }: Answering): Omit<Handlers<TableHostVerbs>, 'open'> {
  const { ask, idOf } = table;
  const engine = guest.engine.ask;
  return {
    arrange: ({ id, ...p }) => ask(at => engine.tableArrange({ ...p, ...at, id: idOf(id) })),
    rows: p => ask(at => engine.tableRows({ ...p, ...at })),
    position: p => ask(at => engine.tablePosition({ ...p, ...at })),
    find: ({ id, ...p }) => ask(at => engine.tableFind({ ...p, ...at, id: idOf(id) })),
    insight: ({ id, ...p }) => ask(at => engine.tableInsight({ ...p, ...at, id: idOf(id) })),
    cell: p => ask(at => engine.tableCell({ ...p, ...at })),
    dataset: async () => {
      const folder = source.isNear ? await datasetOf(source.path) : null;
      return folder === null ? null : path.basename(folder);
    },
    showDataset: async () => {
      const folder = await datasetOf(source.path);
      if (folder !== null) await guest.call('showDataset', { kind: 'dataset', folder });
    },
    listed: p => ask(at => engine.tableListed({ ...p, ...at })),
    layout: p => ask(at => engine.tableLayout({ ...p, ...at })),
    groupLayout: p => ask(at => engine.tableGroupLayout({ ...p, ...at })),
    note: p => ask(at => engine.tableNote({ ...p, ...at })),
    stop: ({ id }) => {
      begun.stop(id);
      return engine.stopTableWork({ id: idOf(id === page.opening ? OPENING : id) });
    },
    copy: async ({ id, ...p }) => {
      const { text, rows } = await ask(at => engine.copyTable({ ...p, ...at, id: idOf(id) }));
      // A cell that is pasted into a line does not end it.
      await vscode.env.clipboard.writeText(p.as === 'tsv' ? text.replace(/\n$/, '') : text);
      return { rows };
    },
    copyText: async ({ text }) => vscode.env.clipboard.writeText(text),
    export: ({ id, ...p }) =>
      begun.run(id, signal =>
        exportTable(guest, {
          ...{ source: source.path, format: p.format, signal },
          write: file =>
            ask(async at => {
              // The table may have had to be opened anew.
              signal.throwIfAborted();
              return engine.exportTable({ ...p, ...at, id: idOf(id), file });
            }),
        }),
      ),
  };
}
