import * as vscode from 'vscode';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import type { PreviewNode } from '../../nodes.ts';
import type { PreviewView } from './shown.ts';

type Given =
  | 'previewCrawl'
  | 'filterPreview'
  | 'exportPreview'
  | 'openPreviewCause'
  | 'openPreviewPage'
  | 'copyPreviewAddress'
  | 'runPreviewed'
  | 'morePreviewed'
  | 'closePreview';

/** What a run would fetch, before it: a tree that is there once a preview was asked for. */
export function activate(guest: Guest): Pick<CommandHandlers, Given> {
  let view: PreviewView | undefined;
  const rest = async () => {
    const [acts, { createPreviewView }] = await Promise.all([import('./acts.ts'), import('./shown.ts')]);
    return { ...acts, view: (view ??= createPreviewView(guest)) };
  };
  return {
    previewCrawl: async file => {
      const { previewCrawl, view: shown } = await rest();
      await previewCrawl(guest, shown, file);
    },
    filterPreview: async () => {
      const { filterPreview, view: shown } = await rest();
      await filterPreview(guest, shown);
    },
    exportPreview: async () => {
      const { exportPreview, view: shown } = await rest();
      await exportPreview(guest, shown);
    },
    openPreviewCause: async node => {
      const { openCause, view: shown } = await rest();
      if (node) await openCause(guest, shown, node);
    },
    openPreviewPage: node => {
      const uri = uriOf(node);
      return uri === null ? undefined : vscode.env.openExternal(vscode.Uri.parse(uri));
    },
    copyPreviewAddress: node => {
      const uri = uriOf(node);
      return uri === null ? undefined : vscode.env.clipboard.writeText(uri);
    },
    runPreviewed: async () => {
      const { runShown, view: shown } = await rest();
      await runShown(guest, shown);
    },
    morePreviewed: node => (node ? view?.more(node) : undefined),
    closePreview: () => view?.close(),
  };
}

const uriOf = (node: PreviewNode | undefined): string | null => (node?.kind === 'previewed' ? node.entry.uri : null);
