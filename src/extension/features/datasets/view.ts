import path from 'node:path';
import { bytesText } from '../../../model/bytes.ts';
import type { DatasetView, PartitionView } from '../../../model/dataset/view.ts';
import type { LastVerdict } from '../../../model/quality/lastVerdict.ts';
import type { Verdict } from '../../../model/quality/report.ts';
import { commandId } from '../../commandId.ts';
import { escapeMarkdown, flawedIcon, type Icon, type ItemCommand, type ItemView } from '../../itemView.ts';
import type { DatasetFact, DatasetFactNode, DatasetNode, MonthNode, PartitionNode, TableNode } from '../../nodes.ts';
import type { DatasetTreeNode } from '../../nodes.ts';
import { problemText } from '../../problemText.ts';
import type { Text } from '../../text.ts';

/** Of a row, as its item says it. */
export function datasetRowId(node: DatasetTreeNode): string {
  switch (node.kind) {
    case 'dataset':
      return node.folder;
    case 'datasetFact':
      return `${node.folder} ${node.what}`;
    case 'month':
      return `${node.folder} ${node.month}`;
    case 'partition':
      return `${node.folder} ${node.date}`;
    case 'table':
      return node.file;
  }
}

/** @param name the folder, relative to the workspace */
export function datasetItem(node: DatasetNode, view: DatasetView, name: string, text: Text): ItemView {
  const { dates, deadLetters } = view;
  const parts = [
    text.count('unit.day', dates.length),
    ...(deadLetters > 0 ? [text.count('unit.deadLetter', deadLetters)] : []),
  ];
  const said = view.verdict === null ? [] : [text.say(`verdict.${view.verdict}`)];
  const description = withVerdict(view.verdict, said, parts).join(' · ');
  return {
    id: datasetRowId(node),
    label: name,
    description,
    tooltip: datasetTooltip(view, text),
    icon: view.problem ? flawedIcon : verdictIcon(view.verdict, { codicon: 'database' }),
    children: true,
    contextValue: datasetContext(view),
    accessibility: `${name}, ${description}`,
    command: { id: commandId('showDataset'), title: text.say('dataset.show'), node },
  };
}

/** In a narrow side bar only what comes first is read: what is wrong. */
const withVerdict = (verdict: Verdict | null, said: readonly string[], parts: readonly string[]): readonly string[] =>
  verdict === 'passed' ? [...parts, ...said] : [...said, ...parts];

/** One that passed looks as it did: the days show it. */
function verdictIcon(verdict: Verdict | null, otherwise: Icon): Icon {
  return verdict === null || verdict === 'passed' ? otherwise : VERDICTS[verdict];
}

const VERDICTS: Readonly<Record<Verdict, Icon>> = {
  passed: { codicon: 'verified', color: 'charts.green' },
  warned: flawedIcon,
  failed: { codicon: 'testing-failed-icon', color: 'charts.red' },
  could_not_run: { codicon: 'question', color: 'charts.yellow' },
};

/** Words that the menus look for. */
function datasetContext({ deadLetters, config, verdict }: DatasetView): string {
  const words = ['dataset'];
  if (deadLetters > 0) words.push('letters');
  if (config !== null) words.push('config');
  if (verdict !== null) words.push('verdict');
  return words.join(' ');
}

function datasetTooltip(view: DatasetView, text: Text): string {
  const [first = '', last = ''] = [view.dates[0], view.dates.at(-1)];
  const range = view.dates.length > 0 ? [text.say('dataset.range', { first, last })] : [];
  const lines = factsOf(view).map(what => `${text.say(`datasetFact.${what}`)}: ${factText(what, view, text)}`);
  const keys = view.primaryKey.join(', ');
  return [
    `**${escapeMarkdown(view.folder)}**`,
    ...range,
    ...lines.map(escapeMarkdown),
    escapeMarkdown(text.say('dataset.columns', { n: text.number(view.columns), keys })),
  ].join('\n\n');
}

/** Only what there is something to say about, but for the dead letters: that there are none is worth knowing. */
export function factsOf(view: DatasetView): readonly DatasetFact[] {
  const facts: [DatasetFact, boolean][] = [
    ['problem', view.problem !== null],
    ['source', view.baseUrl !== ''],
    ['config', view.config !== null],
    ['watermark', view.watermarks.length > 0],
    ['deadLetters', true],
  ];
  return facts.filter(([, there]) => there).map(([fact]) => fact);
}

function factText(what: DatasetFact, view: DatasetView, text: Text): string {
  switch (what) {
    case 'problem':
      return view.problem ? problemText(view.problem, text) : '';
    case 'source':
      return view.baseUrl;
    case 'config':
      return path.basename(view.config ?? '');
    case 'watermark':
      return view.watermarks.map(({ kind, column, value }) => `${column ?? kind} = ${value}`).join(', ');
    case 'deadLetters':
      return view.deadLetters === 0 ? text.say('dataset.noDeadLetters') : text.number(view.deadLetters);
  }
}

const factIcons: Readonly<Record<DatasetFact, Icon>> = {
  problem: { codicon: 'error', color: 'charts.red' },
  source: { codicon: 'cloud' },
  config: { codicon: 'file' },
  watermark: { codicon: 'bookmark' },
  deadLetters: { codicon: 'inbox' },
};

export function datasetFactItem(node: DatasetFactNode, view: DatasetView, text: Text): ItemView {
  const { what } = node;
  const label = text.say(`datasetFact.${what}`);
  const description = factText(what, view, text);
  const hasLetters = what === 'deadLetters' && view.deadLetters > 0;
  const click = factClick(node, view, text);
  return {
    id: datasetRowId(node),
    label,
    description,
    tooltip: escapeMarkdown(description),
    icon: hasLetters ? flawedIcon : factIcons[what],
    children: false,
    contextValue: hasLetters ? 'fact letters' : what === 'watermark' ? 'fact state' : 'fact',
    accessibility: `${label}, ${description}`,
    ...(click && { command: click }),
  };
}

function factClick(node: DatasetFactNode, view: DatasetView, text: Text): ItemView['command'] {
  if (node.what === 'config' && view.config !== null) return openFile(view.config, text);
  if (node.what === 'problem' && view.problem?.file !== undefined) return openFile(view.problem.file, text);
  if (node.what === 'deadLetters' && view.deadLetters > 0)
    return { id: commandId('showDeadLetters'), title: text.say('dataset.showDeadLetters'), node };
  return undefined;
}

const openFile = (file: string, text: Text): ItemCommand => ({
  id: 'vscode.open',
  title: text.say('tree.open', { file: path.basename(file) }),
  file,
});

export function monthItem(node: MonthNode, count: number, text: Text): ItemView {
  const month = text.month(node.month);
  const label = month.slice(0, 1).toLocaleUpperCase(text.language) + month.slice(1);
  const description = text.count('unit.day', count);
  return {
    id: datasetRowId(node),
    label,
    description,
    tooltip: escapeMarkdown(`${label}: ${description}`),
    icon: null,
    children: true,
    contextValue: 'month',
    accessibility: `${label}, ${description}`,
  };
}

/** Null: not read (any more). */
export function partitionItem(node: PartitionNode, view: PartitionView | null, text: Text): ItemView {
  const description = view ? partitionText(view, text) : '';
  const hasFile = view !== null && view.file !== null;
  return {
    id: datasetRowId(node),
    label: node.date,
    description,
    tooltip: escapeMarkdown([node.date, description, ...validatedAt(view, text), ...runOf(view, text)].join(' · ')),
    icon: view ? partitionIcon(view) : null,
    children: hasFile,
    contextValue: partitionContext(view),
    accessibility: `${node.date}, ${description}`,
    ...(view?.file && { command: openFile(path.join(node.folder, view.file), text) }),
  };
}

/** Words that the menus look for. */
function partitionContext(view: PartitionView | null): string {
  if (view === null || view.file === null) return 'partition';
  return view.verdict === null ? 'partition file' : 'partition file verdict';
}

const runOf = (view: PartitionView | null, text: Text): string[] =>
  view === null || view.run === null ? [] : [text.say('dataset.writtenBy', { run: view.run })];

const validatedAt = (view: PartitionView | null, text: Text): string[] =>
  view?.verdict ? [text.say('dataset.validatedAt', { time: text.dateTime(view.verdict.at) })] : [];

function partitionText(view: PartitionView, text: Text): string {
  const { state, rows, bytes, error, verdict } = view;
  const parts = [
    ...(state === 'done' ? [] : [text.say(`partitionState.${state}`, { error: error ?? '' })]),
    ...(rows === null ? [] : [text.count('unit.row', rows)]),
    ...(bytes === null ? [] : [bytesText(bytes, text.language)]),
  ];
  const said = verdict ? [verdictText(verdict, text)] : [];
  return withVerdict(verdict?.verdict ?? null, said, parts).join(' · ');
}

/** With the rules that it is due to, as far as there is room for them. */
function verdictText({ verdict, rules }: LastVerdict, text: Text): string {
  const said = text.say(`verdict.${verdict}`);
  return verdict === 'passed' ? said : text.say('verdict.by', { verdict: said, rules: shortened(rules) });
}

const shortened = (rules: readonly string[]): string =>
  rules.length > 2 ? `${rules.slice(0, 2).join(', ')}, …` : rules.join(', ');

function partitionIcon({ state, rows, verdict }: PartitionView): Icon {
  if (state === 'failed') return { codicon: 'error', color: 'charts.red' };
  if (state === 'unfinished') return flawedIcon;
  if (verdict) return VERDICTS[verdict.verdict];
  return rows === 0
    ? { codicon: 'circle-slash', color: 'descriptionForeground' }
    : { codicon: 'pass', color: 'charts.green' };
}

export function tableItem(node: TableNode, view: PartitionView | null, text: Text): ItemView {
  const label = path.basename(node.file);
  const description = view ? partitionText({ ...view, state: 'done', verdict: null }, text) : '';
  return {
    id: datasetRowId(node),
    label,
    description,
    tooltip: escapeMarkdown(node.file),
    icon: { codicon: 'table' },
    children: false,
    contextValue: 'table',
    accessibility: `${label}, ${description}`,
    command: openFile(node.file, text),
  };
}
