import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { toProblem } from '../../../model/problem.ts';
import { parseHeaders } from '../../../model/headers.ts';
import { writeConfig } from '../../../model/api/configText.ts';
import type { ApiProposal } from '../../../model/api/probe.ts';
import { cancellable } from '../../cancellable.ts';
import type { Guest } from '../../guest.ts';
import { reasonText } from '../../problemText.ts';
import { pickFolder } from '../../workFolders.ts';
import { askAddress, askName, writeNew } from './askName.ts';
import { nameIn } from './templates.ts';

const apiFile = (name: string): string => `${name}.api.yaml`;

/**
 * Asks for the address of a list, looks at it, and writes the configuration that fits.
 * @param at a folder of the Explorer
 * @param proposed an address; the Explorer gives all that is selected instead
 */
export async function newApiIngestion(guest: Guest, at: vscode.Uri | undefined, proposed: unknown): Promise<void> {
  const { text } = guest;
  const folder = at ?? (await pickFolder())?.uri;
  if (!folder) return;
  const title = text.say('newApi.title');
  const prompt = text.say('newApi.askAddress');
  const url = await askAddress(guest, { title, prompt, value: typeof proposed === 'string' ? proposed : '' });
  if (!url) return;
  const asked = { title, prompt: text.say('newApi.name'), proposed: nameIn(url) ?? 'api', folder, fileOf: apiFile };
  const name = await askName(guest, asked);
  const proposal = name && (await probeWithHeader(guest, url));
  if (!name || !proposal) return;
  const file = vscode.Uri.joinPath(folder, apiFile(name));
  await writeNew(file, configOf(guest, proposal, apiFile(name)));
  await vscode.window.showTextDocument(file, { preview: false });
}

type Headers = Readonly<Record<string, string>>;

/** An API that asks who is there is asked once more, with the header that the person names. */
async function probeWithHeader(guest: Guest, url: string): Promise<ApiProposal | undefined> {
  try {
    return await probe(guest, url, {});
  } catch (error) {
    const problem = toProblem(error);
    if (!['http_unauthorised', 'api_forbidden'].includes(problem.code)) throw error;
    const headers = await askHeader(guest, reasonText(problem, guest.text));
    return headers && probe(guest, url, headers);
  }
}

/** The name of a variable, never its value: this goes into a file. */
async function askHeader({ text }: Guest, why: string): Promise<Headers | undefined> {
  const typed = await vscode.window.showInputBox({
    title: text.say('newApi.title'),
    prompt: `${why} ${text.say('newApi.header')}`,
    value: HEADER,
    valueSelection: [HEADER.lastIndexOf('_') + 1, HEADER.length],
    ignoreFocusOut: true,
    validateInput: value => headerFault(value, text),
  });
  return typed === undefined ? undefined : parseHeaders([typed.trim()]);
}

const HEADER = 'Authorization: env:INGESTION_WORKSHOP_TOKEN';

function headerFault(value: string, text: Guest['text']): string | null {
  try {
    parseHeaders([value.trim()]);
    return null;
  } catch {
    return text.say('newApi.badHeader');
  }
}

/** Undefined when the person has had enough of waiting. */
function probe({ engine, text }: Guest, url: string, headers: Headers): Thenable<ApiProposal | undefined> {
  const id = randomUUID();
  return cancellable({
    title: text.say('newApi.probing', { host: new URL(url).host }),
    run: () => engine.ask.probeApi({ id, url, headers }),
    stop: () => engine.ask.stopProbe({ id }),
  });
}

const configOf = ({ text }: Guest, proposal: ApiProposal, file: string): string =>
  writeConfig(proposal, {
    head: [text.say('probe.head'), text.say('probe.run', { file })],
    why: (code, params) => text.say(`probe.${code}`, params),
  });
