import { randomUUID } from 'node:crypto';
import { setImmediate, setTimeout } from 'node:timers';
import * as vscode from 'vscode';
import type { Handlers } from '../../../protocol/peer.ts';
import type { TableHead, TableHostVerbs, TablePageVerbs } from '../../../protocol/table.ts';
import type { Guest } from '../../guest.ts';
import type { LivePage } from '../../page.ts';
import type { Disposable } from '../../signal.ts';
import { exportTable } from './exportTable.ts';
import type { TableSource } from './source.ts';
import type { Wanted } from './wanted.ts';
import { watchTable, type TableWatch } from './watch.ts';

export interface Desk {
  readonly handlers: Handlers<TableHostVerbs>;
  opened(live: LivePage<TablePageVerbs>, panel: vscode.WebviewPanel): Disposable;
}

const POLL_MS = 3000;

/** Answers one tab about one table: each has a table of its own in the engine process. */
export function createDesk(guest: Guest, source: TableSource, wanted: Wanted): Desk {
  const page: { live: LivePage<TablePageVerbs> | null; isReady: boolean } = { live: null, isReady: false };
  const table = createEngineTable(guest, source);
  let watch: TableWatch | null = null;

  async function read(): Promise<{ look: string; head: Promise<TableHead> }> {
    const look = await source.look();
    return { look, head: table.open() };
  }
  // Read while VS Code still makes the webview.
  let early: ReturnType<typeof read> | null = read();

  async function open(): Promise<TableHead> {
    page.isReady = false;
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
    handlers: { ...answers(guest, source, table), open },
    opened: (live, panel) => {
      page.live = live;
      const watching = watchTable({
        ...{ look: source.look, isDeep: source.isFolder, pollMs: source.isNear ? POLL_MS : null },
        listen: touched => listenTo(source, touched),
        isSeen: () => panel.visible,
        changed: () => live.tell.changed({}),
        wait: ms => new Promise(resolve => setTimeout(resolve, ms)),
      });
      watch = watching;
      return vscode.Disposable.from(
        watching,
        // A hidden page is put away by VS Code, and begins anew when it is seen again.
        panel.onDidChangeViewState(() => (page.isReady &&= panel.visible)),
        guest.tableMoved.listen(({ id, ...moved }) => {
          const own = table.ownOf(id);
          if (own !== null) live.tell.moved({ id: own, ...moved });
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

function listenTo({ watched }: TableSource, touched: () => void): Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(watched);
  watcher.onDidChange(touched);
  watcher.onDidCreate(touched);
  watcher.onDidDelete(touched);
  return watcher;
}

interface EngineTable extends Disposable {
  /** Anew. */
  open(): Promise<TableHead>;
  /** Asks about it, after it was opened in the process that runs now: one that ended took its tables along. */
  ask<T>(question: (at: { table: string }) => Promise<T>): Promise<T>;
  /** A page's name of its work is its own only. */
  idOf(own: string): string;
  /** Null: another page's. */
  ownOf(id: string): string | null;
}

function createEngineTable({ engine, log }: Guest, source: TableSource): EngineTable {
  const table = randomUUID();
  const at = { table };
  const prefix = `${table} `;
  let opened: Promise<TableHead> | null = null;
  const gone = engine.gone.listen(() => (opened = null));

  function open(): Promise<TableHead> {
    const opening = source.file().then(path => engine.ask.openTable({ ...at, path }));
    opened = opening;
    opening.catch(() => {
      if (opened === opening) opened = null;
    });
    return opening;
  }

  return {
    open,
    ask: async question => {
      await (opened ?? open());
      return question(at);
    },
    idOf: own => prefix + own,
    ownOf: id => (id.startsWith(prefix) ? id.slice(prefix.length) : null),
    dispose: () => {
      gone.dispose();
      if (engine.isRunning()) engine.ask.closeTable(at).catch((error: unknown) => log.error(String(error)));
    },
  };
}

function answers(
  guest: Guest,
  source: TableSource,
  { ask, idOf }: EngineTable,
): Omit<Handlers<TableHostVerbs>, 'open'> {
  const engine = guest.engine.ask;
  return {
    arrange: ({ id, ...p }) => ask(at => engine.tableArrange({ ...p, ...at, id: idOf(id) })),
    rows: p => ask(at => engine.tableRows({ ...p, ...at })),
    position: p => ask(at => engine.tablePosition({ ...p, ...at })),
    find: ({ id, ...p }) => ask(at => engine.tableFind({ ...p, ...at, id: idOf(id) })),
    insight: ({ id, ...p }) => ask(at => engine.tableInsight({ ...p, ...at, id: idOf(id) })),
    cell: p => ask(at => engine.tableCell({ ...p, ...at })),
    layout: p => ask(at => engine.tableLayout({ ...p, ...at })),
    groupLayout: p => ask(at => engine.tableGroupLayout({ ...p, ...at })),
    note: p => ask(at => engine.tableNote({ ...p, ...at })),
    stop: ({ id }) => engine.stopTableWork({ id: idOf(id) }),
    copy: async ({ id, ...p }) => {
      const { text, rows } = await ask(at => engine.copyTable({ ...p, ...at, id: idOf(id) }));
      // A cell that is pasted into a line does not end it.
      await vscode.env.clipboard.writeText(p.as === 'tsv' ? text.replace(/\n$/, '') : text);
      return { rows };
    },
    copyText: async ({ text }) => vscode.env.clipboard.writeText(text),
    export: ({ id, ...p }) =>
      exportTable(guest, {
        ...{ source: source.path, format: p.format },
        write: file => ask(at => engine.exportTable({ ...p, ...at, id: idOf(id), file })),
      }),
  };
}
