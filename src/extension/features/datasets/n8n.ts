import path from 'node:path';
import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import { currentFolderOf } from '../../apiConfigs.ts';
import type { Guest } from '../../guest.ts';
import { saveOpen } from '../../saveOpen.ts';
import { shimFolder } from '../../shimFolder.ts';
import type { Documents } from './documents.ts';
import { n8nLines, type N8nLines, type N8nSubject } from './n8nLines.ts';
import { n8nText } from './n8nText.ts';

type Way = 'here' | 'container' | 'docker';

/** The line by which n8n runs a configuration, into the clipboard; or all of it, explained. */
export async function copyN8nCommand(
  guest: Guest,
  documents: Documents,
  config: vscode.Uri | undefined,
): Promise<void> {
  if (!config) return;
  const { text } = guest;
  const explain = () =>
    documents.show(`${text.say('n8n.file', { file: path.basename(config.path) })}.md`, {
      what: 'n8n',
      config: config.fsPath,
    });
  await saveOpen(config);
  const lines = n8nLines(await n8nSubject(guest, config));
  const way = await askWay(guest, lines);
  if (way === undefined) return;
  if (way === 'explain') return explain();
  await vscode.env.clipboard.writeText(lineFor(way, lines));
  const button = text.say('n8n.explain');
  const told = vscode.window.showInformationMessage(text.say(`n8n.copied.${way}`), button);
  void told.then(chosen => (chosen === button ? explain() : undefined)).then(undefined, guest.notices.thrown);
}

export async function writeN8n(guest: Guest, config: string): Promise<string> {
  const subject = await n8nSubject(guest, vscode.Uri.file(config));
  return n8nText(subject, n8nLines(subject), guest.text);
}

const lineFor = (way: Way, { here, container, docker }: N8nLines): string =>
  ({ here: here.ingest, container: container.ingest, docker })[way];

async function n8nSubject({ context, engine, folders, settings }: Guest, config: vscode.Uri): Promise<N8nSubject> {
  const workDir = folders.of(config);
  if (workDir === null) throw fail('usage', 'no_folder');
  const workspace = currentFolderOf(config);
  const place = { file: config.fsPath, currentFolder: workspace };
  const { startDate, endDate, baseUrl, outputDir } = await engine.ask.apiConfig(place);
  return {
    shim: path.join(shimFolder(context), 'ingestion-workshop'),
    extension: context.extensionPath,
    workspace,
    workDir,
    config: config.fsPath,
    outputDir,
    baseUrl: baseUrl ?? '',
    hasDays: startDate !== null && endDate !== null,
    practicePort: settings['practiceApi.port'].value,
  };
}

/** Windows' own shell knows neither single quotes nor `[`. */
async function askWay({ text }: Guest, lines: N8nLines): Promise<Way | 'explain' | undefined> {
  const ways: readonly Way[] = process.platform === 'win32' ? ['container', 'docker'] : ['here', 'container', 'docker'];
  const entries = [
    ...ways.map(way => ({ label: text.say(`n8n.${way}`), detail: lineFor(way, lines), way })),
    { label: text.say('n8n.explained'), detail: text.say('n8n.explained.detail'), way: 'explain' as const },
  ];
  return (await vscode.window.showQuickPick(entries, { placeHolder: text.say('n8n.pick') }))?.way;
}
