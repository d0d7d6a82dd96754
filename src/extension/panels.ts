import * as vscode from 'vscode';
import type { PageState } from '../protocol/page.ts';
import type { Handlers, Verbs } from '../protocol/peer.ts';
import type { Guest } from './guest.ts';
import { once } from './once.ts';
import { showPage, type LivePage } from './page.ts';
import { panelType, type PageName } from './pages.ts';
import type { Disposable } from './signal.ts';

/** A page that is an editor tab: one tab a subject. */
export interface PanelKind<Subject, Host extends Verbs, Told extends Verbs> {
  /** Of the tab, in the language of the moment. */
  title(subject: Subject): string;
  begin(subject: Subject): PanelLife<Host, Told>;
  /** What a tab of an earlier session was about; undefined when it cannot be told any more. */
  restore(subject: unknown): Subject | undefined;
}

export interface PanelLife<Host extends Verbs, Told extends Verbs> {
  readonly handlers: Handlers<Host>;
  /** What lives as long as the tab. */
  opened?(live: LivePage<Told>, panel: vscode.WebviewPanel): Disposable;
}

export interface PanelPlace {
  readonly page: PageName;
  /** A codicon. */
  readonly icon: string;
}

export interface Panels<Subject> {
  show(subject: Subject): Promise<void>;
}

/** What a step has one open stands beside its text: one reads on while one looks. */
function column(): vscode.ViewColumn {
  const { Active, Beside } = vscode.ViewColumn;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  // VS Code puts a word of its own before the type.
  return input instanceof vscode.TabInputWebview && input.viewType.endsWith(panelType('step')) ? Beside : Active;
}

/** `load` answers the kind when the first tab is opened: what a page is answered with is read from the disk then. */
export function createPanels<Subject, Host extends Verbs, Told extends Verbs>(
  guest: Guest,
  { page, icon }: PanelPlace,
  load: () => Promise<PanelKind<Subject, Host, Told>>,
): Panels<Subject> {
  const open = new Map<string, vscode.WebviewPanel>();
  const kindOf = once(load);

  function fill(panel: vscode.WebviewPanel, kind: PanelKind<Subject, Host, Told>, subject: Subject): void {
    const key = JSON.stringify(subject);
    const title = kind.title(subject);
    open.set(key, panel);
    panel.title = title;
    panel.iconPath = new vscode.ThemeIcon(icon);
    const { handlers, opened } = kind.begin(subject);
    const live: LivePage<Told> = showPage({ guest, page, webview: panel.webview, title, subject, handlers });
    const beside = opened?.(live, panel);
    panel.onDidDispose(() => {
      open.delete(key);
      beside?.dispose();
      live.dispose();
    });
  }

  guest.own(
    vscode.window.registerWebviewPanelSerializer(panelType(page), {
      deserializeWebviewPanel: async (panel, state: Partial<PageState> | undefined) => {
        const kind = await kindOf();
        const subject = kind.restore(state?.subject);
        if (subject === undefined) panel.dispose();
        else fill(panel, kind, subject);
      },
    }),
  );

  return {
    show: async subject => {
      const kind = await kindOf();
      const known = open.get(JSON.stringify(subject));
      if (known) return known.reveal();
      fill(vscode.window.createWebviewPanel(panelType(page), kind.title(subject), column()), kind, subject);
    },
  };
}
