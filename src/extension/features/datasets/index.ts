import path from 'node:path';
import * as vscode from 'vscode';
import type { DatasetView } from '../../../model/dataset/view.ts';
import type { ComparedFormats } from '../../../model/formats.ts';
import { askTable } from '../../askTable.ts';
import type { CommandHandlers } from '../../commands.ts';
import { dataAt } from '../../dataAt.ts';
import type { Guest } from '../../guest.ts';
import { isNode, type DatasetTreeNode } from '../../nodes.ts';
import { createOpenRows } from '../../openRows.ts';
import { createPanels } from '../../panels.ts';
import { VIEWS } from '../../views.ts';
import { chooseDataset } from './choose.ts';
import { createDocuments, type Documents } from './documents.ts';
import { createDatasetList, type DatasetList } from './list.ts';
import { createDatasetsTree } from './tree.ts';
import { removeFromDataset } from './remove.ts';
import { replayDeadLetters } from './replay.ts';
import { editState, watchStates } from './state.ts';
import { datasetRowId } from './view.ts';

type Given =
  | 'ingestApi'
  | 'backfill'
  | 'copyN8nCommand'
  | 'showApiResult'
  | 'replayDeadLetters'
  | 'dropDeadLetters'
  | 'editState'
  | 'compareFormats'
  | 'showDeadLetters'
  | 'showDataset'
  | 'revealDataset'
  | 'copyDatasetPath'
  | 'removeDataset'
  | 'removePartition'
  | 'refreshDatasets';

/** What was ingested from APIs: a dataset's days, its watermark, its dead letters. */
export function activate(guest: Guest): Pick<CommandHandlers, Given> {
  const list = createDatasetList(guest);
  const showPage = createShowPage(guest, list);
  showTree(guest, list);
  watchStates(guest);
  const documents = createDocuments(guest, writersOf(guest), list.changed);
  const showLetters = (folder: string) =>
    documents.show(`${guest.text.say('letters.file', { dataset: path.basename(folder) })}.md`, {
      what: 'letters',
      folder,
    });
  const dataset = async (node: unknown, fits: (view: DatasetView) => boolean) =>
    folderOf(node) ?? (await chooseDataset(guest, list, fits))?.folder;
  const withLetters = async (node: unknown, work: (folder: string) => Promise<void>) => {
    const folder = await dataset(node, ({ deadLetters }) => deadLetters > 0);
    if (folder === undefined) return;
    await work(folder);
    await list.refresh();
  };
  return {
    ...configCommands(guest, list, documents),
    showApiResult: async node => {
      if (!isNode(node, 'run')) return;
      const { workDir, runId } = node;
      await documents.show(`${runId}.json`, { what: 'result', workDir, runId });
    },
    replayDeadLetters: node =>
      withLetters(node, folder =>
        replayDeadLetters(
          guest,
          { folder, config: list.one(folder)?.config ?? null },
          () => void showLetters(folder).catch(guest.notices.thrown),
        ),
      ),
    dropDeadLetters: node =>
      withLetters(node, async folder => (await import('./drop.ts')).dropDeadLetters(guest, folder)),
    editState: async node => {
      const folder = await dataset(node, () => true);
      return folder && editState(guest, folder);
    },
    compareFormats: given => showFormats(guest, documents, given),
    showDeadLetters: node => withLetters(node, showLetters),
    showDataset: node => showPage(node, () => dataset(node, () => true)),
    ...onPlaces,
    removeDataset: async node => {
      const folder = await dataset(node, () => true);
      return folder && removeFromDataset(guest, list, { folder, date: null });
    },
    removePartition: node => isNode(node, 'partition') && removeFromDataset(guest, list, node),
    refreshDatasets: () => list.refresh(),
  };
}

/** What is done with a configuration: the one that was clicked, else what is chosen. */
function configCommands(
  guest: Guest,
  list: DatasetList,
  documents: Documents,
): Pick<CommandHandlers, 'ingestApi' | 'backfill' | 'copyN8nCommand'> {
  const ingesting = async (given: unknown) => {
    const ingest = await import('./ingest.ts');
    return { ...ingest, config: await ingest.chooseConfig(guest, configOf(list, given)) };
  };
  return {
    // A menu hands over what is selected as the second argument.
    ingestApi: async (given, where) => {
      const { ingestApi, config } = await ingesting(given);
      await ingestApi(guest, config, { onTemporal: where === 'temporal' });
    },
    backfill: async (given, where) => {
      const { backfill, config } = await ingesting(given);
      await backfill(guest, config, { onTemporal: where === 'temporal' });
    },
    copyN8nCommand: async given => {
      const { config } = await ingesting(given);
      await (await import('./n8n.ts')).copyN8nCommand(guest, documents, config);
    },
  };
}

function showTree(guest: Guest, list: DatasetList): void {
  const open = createOpenRows(guest.context.workspaceState, 'datasets');
  const provider = createDatasetsTree(guest, list, open);
  const view = vscode.window.createTreeView(VIEWS.datasets, { treeDataProvider: provider, showCollapseAll: true });
  guest.own(list, provider, view, open.watch(view, datasetRowId));
}

const writersOf = (guest: Guest): Parameters<typeof createDocuments>[1] => ({
  n8n: async ({ config = '' }) => (await import('./n8n.ts')).writeN8n(guest, config),
  letters: async ({ folder = '' }) => {
    const { lettersText } = await import('./lettersText.ts');
    return lettersText(await guest.engine.ask.deadLetters({ folder }), guest.text);
  },
  result: ({ workDir = '', runId = '' }) => guest.engine.ask.apiResult({ workDir, runId }),
  formats: async ({ file = '', measured = '' }) => {
    const { formatsText } = await import('./formatsText.ts');
    // SAFETY: it was written into the address by `showFormats` below.
    return formatsText(file, JSON.parse(measured) as ComparedFormats, guest.text);
  },
});

async function showFormats(guest: Guest, documents: Documents, given: unknown): Promise<void> {
  const file =
    given instanceof vscode.Uri
      ? given.fsPath
      : isNode(given, 'table')
        ? given.file
        : await askTable(guest.text.say('formats.which'));
  const compared = file && (await (await import('./formats.ts')).compareFormats(guest, file));
  if (!compared) return;
  const name = guest.text.say('formats.file', { table: path.basename(path.dirname(file)) });
  await documents.show(`${name}.md`, { what: 'formats', file, measured: JSON.stringify(compared) });
}

/** The configuration that was clicked, or that writes the dataset that was. */
function configOf(list: DatasetList, given: unknown): vscode.Uri | undefined {
  if (given instanceof vscode.Uri) return given;
  const file = isDatasetNode(given) ? list.one(given.folder)?.config : undefined;
  return file ? vscode.Uri.file(file) : undefined;
}

/** A dataset, or that which a run wrote. */
function createShowPage(guest: Guest, list: DatasetList) {
  const panels = createPanels(guest, { page: 'dataset', icon: 'database' }, async () =>
    (await import('./page/panel.ts')).datasetPanel(guest, list),
  );
  return async (node: unknown, choose: () => Promise<string | undefined>): Promise<void> => {
    const run = isNode(node, 'run') ? guest.store.run(node) : null;
    const written = run && (await import('./page/works.ts')).writtenBy(run, await list.load());
    const folder = written?.folder ?? (await choose());
    if (folder !== undefined) await panels.show({ folder });
  };
}

const isDatasetNode = (node: unknown): node is DatasetTreeNode =>
  isNode(node, 'dataset', 'datasetFact', 'month', 'partition', 'table');

const folderOf = (node: unknown): string | undefined => (isDatasetNode(node) ? node.folder : undefined);

const onPlaces: Pick<CommandHandlers, 'revealDataset' | 'copyDatasetPath'> = {
  revealDataset: node => {
    const at = placeOf(node);
    return at && vscode.commands.executeCommand('revealInExplorer', vscode.Uri.file(at));
  },
  copyDatasetPath: node => {
    const at = placeOf(node);
    return at === undefined ? undefined : vscode.env.clipboard.writeText(at);
  },
};

/** The folder or the file that a row stands for, absolute. */
const placeOf = (node: unknown): string | undefined => dataAt(node) ?? folderOf(node);
