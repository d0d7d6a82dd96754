import * as vscode from 'vscode';
import type { DrawnModel } from '../../../model/drawing.ts';
import { fail } from '../../../model/problem.ts';
import type { ModelHostVerbs, ModelPageVerbs, ModelSubject } from '../../../protocol/model.ts';
import type { Handlers } from '../../../protocol/peer.ts';
import type { Guest } from '../../guest.ts';
import type { LivePage } from '../../page.ts';
import type { PanelKind } from '../../panels.ts';
import { runEntry } from '../../runEntry.ts';
import { askWhereToSave, offerToOpen } from '../../saveFile.ts';
import type { Disposable } from '../../signal.ts';

/** Tabs with a diagram: one a folder of schemas. */
export function modelPanel(guest: Guest): PanelKind<ModelSubject, ModelHostVerbs, ModelPageVerbs> {
  return {
    title: ({ folder }) =>
      folder === null
        ? guest.text.say('model.title')
        : guest.text.say('model.titleOf', { folder: folder.split(/[\\/]/).at(-1) ?? folder }),
    begin: subject => ({
      handlers: handlersFor(guest, subject),
      opened: live => watchSchemas(subject.folder, live),
    }),
    restore: subject => {
      if (typeof subject !== 'object' || subject === null || !('folder' in subject)) return undefined;
      const { folder } = subject;
      return folder === null || typeof folder === 'string' ? { folder } : undefined;
    },
  };
}

/** Ours do not change. */
function watchSchemas(folder: string | null, { tell }: LivePage<ModelPageVerbs>): Disposable {
  if (folder === null) return { dispose: () => undefined };
  const pattern = new vscode.RelativePattern(vscode.Uri.file(folder), '**/*.json');
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  const changed = () => tell.changed({});
  watcher.onDidChange(changed);
  watcher.onDidCreate(changed);
  watcher.onDidDelete(changed);
  return watcher;
}

function handlersFor(guest: Guest, subject: ModelSubject): Handlers<ModelHostVerbs> {
  const { engine, store, text } = guest;
  const folder = subject.folder ?? guest.context.asAbsolutePath('dist/schemas');
  const name = subject.folder === null ? 'model' : (folder.split(/[\\/]/).at(-1) ?? 'model');
  const words = () => ({ title: text.say('model.title'), byFile: text.say('model.byFile') });
  const picked = () => {
    const run = store.picked();
    if (run === null) throw fail('usage', 'no_run_picked');
    return run;
  };
  // Drawn while VS Code still makes the webview; read anew whenever it is asked for again.
  let early: Promise<DrawnModel> | null = engine.ask.drawModel({ folder });
  early.catch(() => undefined);
  return {
    open: () => {
      const drawn = early ?? engine.ask.drawModel({ folder });
      early = null;
      return drawn;
    },
    locate: async at => {
      await guest.folders.follow();
      const { workDir, runId } = picked();
      return engine.ask.locateField({ workDir, runId, ...at });
    },
    chooseRun: () => chooseRun(guest),
    openSource: async ({ uri }) => {
      const { workDir, runId } = picked();
      await store.loadSources({ workDir, runId });
      await guest.call('openArtifact', { kind: 'source', workDir, runId, uri });
    },
    save: async ({ format }) => {
      const content = await engine.ask.exportModel({ folder, format, ...words() });
      return saveAs(guest, `${name}.${format === 'svg' ? 'svg' : 'mmd'}`, Buffer.from(content));
    },
    picture: () => engine.ask.exportModel({ folder, format: 'svg', ...words() }),
    savePng: ({ base64 }) => saveAs(guest, `${name}.png`, Buffer.from(base64, 'base64')),
  };
}

/** False when the user went away. */
async function saveAs(guest: Guest, name: string, content: Uint8Array): Promise<boolean> {
  const file = await askWhereToSave(name);
  if (!file) return false;
  await vscode.workspace.fs.writeFile(file, content);
  offerToOpen(guest, 'model.saved', file);
  return true;
}

async function chooseRun({ store, text, folders }: Guest): Promise<boolean> {
  await folders.follow();
  const runs = store.runs();
  if (runs.length === 0) throw fail('usage', 'no_run_picked');
  const entries = runs.map(run => runEntry(run, text));
  const chosen = await vscode.window.showQuickPick(entries, { placeHolder: text.say('model.chooseRun') });
  if (chosen) store.pick(chosen.run);
  return chosen !== undefined;
}
