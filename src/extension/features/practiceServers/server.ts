import * as vscode from 'vscode';
import type { Guest } from '../../guest.ts';
import type { ServerKind } from './serverKind.ts';
import { createSign } from './sign.ts';

interface Served {
  readonly url: string;
  /** Served by this window. */
  readonly own: boolean;
}

interface Asked<S extends Served> {
  start(port: number): PromiseLike<S>;
  stop(): PromiseLike<void>;
}

export interface PracticeServer<S extends Served> {
  start(): Promise<S>;
  stop(): Promise<void>;
  /** While this window serves it. */
  served(): S | null;
}

/**
 * A practice server runs in the engine process and ends with it; who pulls the plug pulls it from the engine only. While
 * it runs, the status bar says so.
 */
export function createServer<S extends Served>(guest: Guest, kind: ServerKind, ask: Asked<S>): PracticeServer<S> {
  const sign = createSign(guest, kind);
  let running: S | null = null;
  const on = (served: S | null) => {
    running = served;
    sign.show(served?.url ?? null);
    guest.keys.set(kind.key, served !== null);
  };
  const start = async (port: number) => {
    const served = await ask.start(port);
    if (served.own) on(served);
    return served;
  };
  guest.own(
    sign,
    guest.engine.gone.listen(({ code }) => {
      const last = running;
      on(null);
      // At its address: the pages of a run that is resumed are still there.
      if (last && code === 'plug_pulled') start(Number(new URL(last.url).port)).catch(guest.notices.thrown);
    }),
  );
  return {
    start: () => start(guest.settings[kind.port].value),
    stop: async () => {
      await ask.stop();
      on(null);
      void vscode.window.showInformationMessage(guest.text.say(`${kind.words}.stopped`));
    },
    served: () => running,
  };
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
