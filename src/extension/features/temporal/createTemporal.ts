import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import { isApiConfig } from '../../apiConfigs.ts';
import { chooseInput } from '../../chooseInput.ts';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { isNode, type DatasetTreeNode } from '../../nodes.ts';
import { TEMPORAL_KEY } from '../../windowsServer.ts';
import { connectVisibly } from './connectVisibly.ts';
import { kindOf, runOf, tellFindings } from './findings.ts';
import { createLink, type TemporalLink } from './link.ts';
import { createLocalServer } from './localServer.ts';
import { openMenu } from './menu.ts';
import { isLocal } from './place.ts';
import { needLink, openInWebUi, startThere, terminate } from './runThere.ts';
import { createSign } from './sign.ts';
import { statusSentence } from './text.ts';
import { compareWithTwin, runTwin } from './twin.ts';
import { createWorkers, type WorkerKind } from './workers.ts';

/** All of it, made when one of its commands is first used, or a window that used a server comes back. */
export function createTemporal(guest: Guest): { readonly handlers: Handlers; wake(): Promise<unknown> } {
  const link = createLink(guest);
  createSign(guest, link);
  const server = createLocalServer(guest, link);
  const workers = createWorkers(guest, link);
  return {
    wake: link.connect,
    handlers: {
      connectTemporal: () => connect(guest, link),
      disconnectTemporal: link.disconnect,
      temporalMenu: () => openMenu(guest, link, { server, workers }),
      setTemporalApiKey: () => setKey(guest),
      forgetTemporalApiKey: () => clearKey(guest),
      runOnTemporal: given => runOnTemporal(guest, link, given),
      backfillOnTemporal: async given => {
        await needLink(guest, link);
        await guest.call('backfill', given, 'temporal');
      },
      runTwin: node => runTwin(guest, link, node),
      compareWithTwin: node => compareWithTwin(guest, node),
      terminateRun: node => terminate(guest, node),
      openInTemporal: node => openInWebUi(guest, node),
      diagnoseTemporal: node => tellFindings(guest, runOf(node)),
      startTemporalServer: server.start,
      stopTemporalServer: server.stop,
      startTemporalWorker: workers.startTypeScript,
      startPythonWorker: workers.startPython,
      restartTemporalWorker: given => workers.restart(kindAsked(guest, given)),
      createTemporalNamespace: () => createNamespace(guest, link),
      stopTemporalWorkers: workers.stopAll,
    },
  };
}

type Handlers = Pick<
  CommandHandlers,
  | 'connectTemporal'
  | 'disconnectTemporal'
  | 'temporalMenu'
  | 'setTemporalApiKey'
  | 'forgetTemporalApiKey'
  | 'runOnTemporal'
  | 'backfillOnTemporal'
  | 'runTwin'
  | 'compareWithTwin'
  | 'terminateRun'
  | 'openInTemporal'
  | 'diagnoseTemporal'
  | 'startTemporalServer'
  | 'stopTemporalServer'
  | 'startTemporalWorker'
  | 'startPythonWorker'
  | 'restartTemporalWorker'
  | 'createTemporalNamespace'
  | 'stopTemporalWorkers'
>;

/** An input, or a configuration of an ingestion from an API, which is asked for its days first. */
async function runOnTemporal(
  guest: Guest,
  link: TemporalLink,
  given: vscode.Uri | DatasetTreeNode | undefined,
): Promise<void> {
  const named = given ?? vscode.window.activeTextEditor?.document.uri;
  if (named && (!(named instanceof vscode.Uri) || isApiConfig(named))) {
    await needLink(guest, link);
    return void (await guest.call('ingestApi', named, 'temporal'));
  }
  const file = given instanceof vscode.Uri ? given : await chooseInput(guest);
  if (!file) return;
  await needLink(guest, link);
  await startThere(guest, file);
}

/** Asked for by a person, who is told how it went. */
async function connect(guest: Guest, link: TemporalLink): Promise<void> {
  const { settings, text, call, notices } = guest;
  const status = await connectVisibly(guest, link);
  const address = settings['temporal.address'].value;
  const sentence = statusSentence(status, address, text);
  if (status.state === 'connected') return void vscode.window.showInformationMessage(sentence);
  if (status.state !== 'away') return;
  const start = text.say('temporal.fix.startServer');
  const canStart = status.problem.code === 'temporal_unreachable' && isLocal(address);
  // The command is done: what is pressed later is another one.
  void vscode.window
    .showWarningMessage(sentence, ...(canStart ? [start] : []))
    .then(async chosen => chosen === start && (await call('startTemporalServer')))
    .then(undefined, notices.thrown);
}

/** The one that the settings name; what was away is connected to as soon as it is there. */
async function createNamespace({ engine, folders, text, settings }: Guest, link: TemporalLink): Promise<void> {
  const [workDir] = folders.all();
  if (workDir === undefined) throw fail('usage', 'no_folder');
  const namespace = settings['temporal.namespace'].value;
  const title = text.say('temporal.namespace.creating', { namespace });
  const location = vscode.ProgressLocation.Notification;
  await vscode.window.withProgress({ location, title }, async () =>
    engine.ask.createTemporalNamespace({ workDir, place: await link.place() }),
  );
  await link.connect();
  void vscode.window.showInformationMessage(text.say('temporal.namespace.created', { namespace }));
}

/** Beside a line of the tree, the worker that it tells of. */
function kindAsked({ store }: Guest, given: unknown): WorkerKind {
  if (given === 'python' || given === 'typescript') return given;
  const finding = isNode(given, 'fact') ? store.run(given)?.standing : undefined;
  return finding ? kindOf(finding) : 'typescript';
}

/** Into VS Code's secret storage and from there to the engine's memory: no file, no setting, no log has it. */
async function setKey({ context, text }: Guest): Promise<void> {
  const key = await vscode.window.showInputBox({
    ...{ title: text.say('temporal.key.title'), prompt: text.say('temporal.key.prompt') },
    ...{ password: true, ignoreFocusOut: true },
    validateInput: value => (value.trim() === '' ? text.say('temporal.key.empty') : undefined),
  });
  if (key === undefined) return;
  await context.secrets.store(TEMPORAL_KEY, key.trim());
  void vscode.window.showInformationMessage(text.say('temporal.key.kept'));
}

async function clearKey({ context, text }: Guest): Promise<void> {
  await context.secrets.delete(TEMPORAL_KEY);
  void vscode.window.showInformationMessage(text.say('temporal.key.removed'));
}
