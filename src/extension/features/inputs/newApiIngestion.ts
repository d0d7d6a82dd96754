import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { writeConfig } from '../../../model/api/configText.ts';
import type { ApiProposal } from '../../../model/api/probe.ts';
import type { Guest } from '../../guest.ts';
import { pickFolder } from '../../workFolders.ts';
import { askAddress, askName, writeNew } from './askName.ts';
import { nameIn } from './templates.ts';

const apiFile = (name: string): string => `${name}.api.yaml`;

/** Asks for the address of a list, looks at it, and writes the configuration that fits. `at`: a folder of the Explorer. */
export async function newApiIngestion(guest: Guest, at: vscode.Uri | undefined): Promise<void> {
  const { text } = guest;
  const folder = at ?? (await pickFolder())?.uri;
  if (!folder) return;
  const title = text.say('newApi.title');
  const url = await askAddress(guest, title, text.say('newApi.askAddress'));
  if (!url) return;
  const asked = { title, prompt: text.say('newApi.name'), proposed: nameIn(url) ?? 'api', folder, fileOf: apiFile };
  const name = await askName(guest, asked);
  const proposal = name && (await probe(guest, url));
  if (!name || !proposal) return;
  const file = vscode.Uri.joinPath(folder, apiFile(name));
  await writeNew(file, configOf(guest, proposal, apiFile(name)));
  await vscode.window.showTextDocument(file);
}

/** Undefined when the person has had enough of waiting. */
function probe({ engine, text }: Guest, url: string): Thenable<ApiProposal | undefined> {
  const id = randomUUID();
  const location = vscode.ProgressLocation.Notification;
  const title = text.say('newApi.probing', { host: new URL(url).host });
  return vscode.window.withProgress({ location, title, cancellable: true }, async (_, token) => {
    const stopped = token.onCancellationRequested(() => void engine.ask.stopProbe({ id }));
    try {
      return await engine.ask.probeApi({ id, url });
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      throw error;
    } finally {
      stopped.dispose();
    }
  });
}

const configOf = ({ text }: Guest, proposal: ApiProposal, file: string): string =>
  writeConfig(proposal, {
    head: [text.say('probe.head'), text.say('probe.run', { file })],
    why: (code, params) => text.say(`probe.${code}`, params),
  });
