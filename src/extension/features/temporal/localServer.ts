import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { Guest } from '../../guest.ts';
import { cliFolder } from './cliFolder.ts';
import { installCli } from './installCli.ts';
import type { TemporalLink } from './link.ts';
import { hostAndPort, isLocal, serverArguments } from './place.ts';
import { findProgram, inVenv } from './programs.ts';

export interface LocalServer {
  isRunning(): boolean;
  /** What runs at the address already is connected to. */
  start(): Promise<void>;
  stop(): void;
}

/** It is there within half a second on an idle machine, and makes its database first. */
const START_MS = 60_000;

/** `temporal server start-dev` in a terminal that shows its log and ends with the window; its state is a file that stays. */
export function createLocalServer(guest: Guest, link: TemporalLink): LocalServer {
  const { text, keys, settings } = guest;
  let terminal: vscode.Terminal | null = null;
  const on = (running: vscode.Terminal | null) => {
    terminal = running;
    keys.set('ingestionWorkshop.temporalServer', running !== null);
  };
  guest.own(
    vscode.window.onDidCloseTerminal(closed => closed === terminal && on(null)),
    { dispose: () => terminal?.dispose() },
  );

  function localAddress(): string {
    const address = settings['temporal.address'].value;
    if (isLocal(address)) return address;
    throw fail('config', 'temporal_not_local', { address, setting: 'ingestionWorkshop.temporal.address' });
  }

  async function launch(cli: string): Promise<void> {
    const workDir = guest.folders.all()[0];
    if (workDir === undefined) throw fail('usage', 'no_folder');
    const database = path.join(workDir, 'temporal', 'server.db');
    await mkdir(path.dirname(database), { recursive: true });
    const shellArgs = serverArguments(await link.place(), settings['temporal.uiAddress'].value, database);
    const name = text.say('temporal.server.terminal');
    on(vscode.window.createTerminal({ name, shellPath: cli, shellArgs, isTransient: true }));
    terminal?.show(true);
  }

  /** False: its terminal was closed, or it ended. */
  async function answers(address: string): Promise<boolean> {
    for (const end = Date.now() + START_MS; terminal !== null && Date.now() < end; await wait(200))
      if (await isOpen(address)) return true;
    return false;
  }

  return {
    isRunning: () => terminal !== null,
    stop: () => terminal?.dispose(),
    async start() {
      if (terminal === null && !(await isOpen(localAddress()))) {
        const cli = (await findCli(guest)) ?? (await installCli(guest));
        if (cli === undefined) return;
        await launch(cli);
      }
      // An installation takes its time, in which the settings may have changed.
      const address = localAddress();
      const location = vscode.ProgressLocation.Notification;
      const title = text.say('temporal.server.starting', { address });
      const isThere = await vscode.window.withProgress({ location, title }, async () =>
        terminal === null ? isOpen(address) : answers(address),
      );
      if (!isThere) throw fail('config', 'temporal_server_ended', { address });
      const { state } = await link.connect();
      if (state === 'connected') void tell(guest, address).catch(guest.notices.thrown);
    },
  };
}

async function tell({ text, settings, call }: Guest, address: string): Promise<void> {
  const ui = settings['temporal.uiAddress'].value;
  const [worker, open] = [text.say('temporal.fix.startWorker'), text.say('temporal.action.openUi')];
  const chosen = await vscode.window.showInformationMessage(
    text.say('temporal.server.ready', { address, ui }),
    worker,
    open,
  );
  if (chosen === worker) await call('startTemporalWorker');
  if (chosen === open) await vscode.env.openExternal(vscode.Uri.parse(ui));
}

/** The one that the setting names, one that was installed from here, or that of PATH. */
export async function findCli({ settings, context }: Guest): Promise<string | undefined> {
  const named = settings['temporal.cli'].value.trim();
  if (named !== '') {
    const found = await findProgram(named);
    if (found === undefined)
      throw fail('config', 'temporal_cli_missing', { path: named, setting: 'ingestionWorkshop.temporal.cli' });
    return found;
  }
  return (await findProgram('temporal')) ?? findProgram(inVenv(cliFolder(context), 'temporal'));
}

function isOpen(address: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(hostAndPort(address));
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1000, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
