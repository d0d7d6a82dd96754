import * as vscode from 'vscode';
import type { PageState } from '../protocol/page.ts';
import type { Handlers, Verbs } from '../protocol/peer.ts';
import type { Guest } from './guest.ts';
import { showPage, type LivePage } from './page.ts';
import { panelType, type PageName } from './pages.ts';
import type { Disposable } from './signal.ts';

/** A page that is an editor tab: one tab a subject. */
export interface PanelKind<Subject, Host extends Verbs, Told extends Verbs> {
  readonly page: PageName;
  /** A codicon. */
  readonly icon: string;
  /** Of the tab, in the language of the moment. */
  title(subject: Subject): string;
  handlers(subject: Subject): Handlers<Host>;
  /** What lives as long as the tab. */
  opened?(subject: Subject, live: LivePage<Told>): Disposable;
  /** What a tab of an earlier session was about; undefined when it cannot be told any more. */
  restore(subject: unknown): Subject | undefined;
}

export interface Panels<Subject> {
  show(subject: Subject): void;
}

export function createPanels<Subject, Host extends Verbs, Told extends Verbs>(
  guest: Guest,
  kind: PanelKind<Subject, Host, Told>,
): Panels<Subject> {
  const open = new Map<string, vscode.WebviewPanel>();

  function fill(panel: vscode.WebviewPanel, subject: Subject): void {
    const key = JSON.stringify(subject);
    const title = kind.title(subject);
    open.set(key, panel);
    panel.title = title;
    panel.iconPath = new vscode.ThemeIcon(kind.icon);
    const handlers = kind.handlers(subject);
    const live: LivePage<Told> = showPage({ guest, page: kind.page, webview: panel.webview, title, subject, handlers });
    const beside = kind.opened?.(subject, live);
    panel.onDidDispose(() => {
      open.delete(key);
      beside?.dispose();
      live.dispose();
    });
  }

  guest.own(
    vscode.window.registerWebviewPanelSerializer(panelType(kind.page), {
      deserializeWebviewPanel: async (panel, state: Partial<PageState> | undefined) => {
        const subject = kind.restore(state?.subject);
        if (subject === undefined) panel.dispose();
        else fill(panel, subject);
      },
    }),
  );

  return {
    show: subject => {
      const known = open.get(JSON.stringify(subject));
      if (known) return known.reveal();
      const { Active } = vscode.ViewColumn;
      fill(vscode.window.createWebviewPanel(panelType(kind.page), kind.title(subject), Active), subject);
    },
  };
}
