import * as vscode from 'vscode';
import { toProblem } from '../../../model/problem.ts';
import type { Guest } from '../../guest.ts';
import type { ServerKind } from './serverKind.ts';
import { createSign } from './sign.ts';

interface Served {
  readonly url: string;
  /** Served by this window. */
  readonly own: boolean;
}

interface Asked<S extends Served> {
  start(port: number, again: boolean): PromiseLike<S>;
  stop(): PromiseLike<void>;
}

export interface PracticeServer<S extends Served> {
  start(): Promise<S>;
  stop(): Promise<void>;
  /** While this window serves it. */
  served(): S | null;
}

/**
 * A practice server runs in the engine process and ends with it: with the plug that is pulled, with the window. It comes
 * back at its address with the next engine of this workspace, until somebody stops it. While it runs, the status bar says
 * so.
 */
export function createServer<S extends Served>(guest: Guest, kind: ServerKind, ask: Asked<S>): PracticeServer<S> {
  const sign = createSign(guest, kind);
  const { workspaceState: memory } = guest.context;
  const key = `served ${kind.words}`;
  let running: S | null = null;
  const show = (served: S | null) => {
    running = served;
    sign.show(served?.url ?? null);
    guest.keys.set(kind.key, served !== null);
  };
  const start = async (port: number, again = false) => {
    const served = await ask.start(port, again);
    if (!served.own) return served;
    show(served);
    await memory.update(key, Number(new URL(served.url).port));
    return served;
  };
  const comeBack = async () => {
    const port = memory.get<number>(key);
    if (port === undefined || running || !vscode.workspace.isTrusted) return;
    try {
      await start(port, true);
    } catch (error) {
      await memory.update(key, undefined);
      await tellTaken(guest, kind, error);
    }
  };
  guest.own(
    sign,
    guest.engine.came.listen(() => void comeBack().catch(guest.notices.thrown)),
    guest.engine.gone.listen(({ code }) => {
      // The pages of a run that is resumed are to be there.
      if (running && code === 'plug_pulled') guest.engine.warm();
      show(null);
    }),
  );
  return {
    start: () => start(guest.settings[kind.port].value),
    stop: async () => {
      await ask.stop();
      show(null);
      await memory.update(key, undefined);
      void vscode.window.showInformationMessage(guest.text.say(`${kind.words}.stopped`));
    },
    served: () => running,
  };
}

/** Once: it is not tried again before somebody starts it. */
async function tellTaken({ text, call }: Guest, { words, startWith }: ServerKind, error: unknown): Promise<void> {
  const { code, params } = toProblem(error);
  if (code !== 'port_in_use') throw error;
  const again = text.say(`${words}.start`);
  if ((await vscode.window.showWarningMessage(text.say(`${words}.taken`, params), again)) === again)
    await call(startWith);
}

export interface MenuEntry {
  readonly label: string;
  act(): unknown;
}

/** What can be done with a server that runs: what all can, then its own. */
export async function openMenu(title: string, entries: readonly MenuEntry[]): Promise<void> {
  await (await vscode.window.showQuickPick(entries, { placeHolder: title }))?.act();
}

export const addressEntries = ({ text }: Guest, url: string): readonly MenuEntry[] => [
  { label: `$(link-external) ${text.say('action.openBrowser')}`, act: () => openInBrowser(url) },
  { label: `$(copy) ${text.say('action.copyAddress')}`, act: () => vscode.env.clipboard.writeText(url) },
];

/** Tells that it runs, and offers what one does next. */
export async function offer(sentence: string, entries: readonly MenuEntry[]): Promise<void> {
  const chosen = await vscode.window.showInformationMessage(sentence, ...entries.map(({ label }) => label));
  await entries.find(({ label }) => label === chosen)?.act();
}

export const openInBrowser = (url: string): Thenable<boolean> => vscode.env.openExternal(vscode.Uri.parse(url));
