import { endedOf, isOfApi, isResumable, type RunSummary } from '../../../model/view.ts';
import { commandId } from '../../commandId.ts';
import { escapeMarkdown, flawedIcon, runIcons, type Icon, type ItemCommand, type ItemView } from '../../itemView.ts';
import type { Fact, FactNode, GroupNode, KnownRun, RunNode } from '../../nodes.ts';
import { problemText } from '../../problemText.ts';
import { apiFigures } from '../../../model/apiText.ts';
import { resumedText, settingText } from '../../../model/againText.ts';
import type { Text } from '../../text.ts';

/** Of a row that can be opened, as its item says it. */
export const rowId = (node: RunNode | FactNode | GroupNode): string =>
  node.kind === 'group' ? `group ${node.period}` : `${node.workDir} ${node.runId}`;

/** One run: when it started, how it stands, how much of it is done. */
export function runItem(node: RunNode, run: KnownRun, text: Text, nowMs?: number): ItemView {
  const label = text.dayTime(run.startedAt);
  const flaws = run.counts.error > 0 ? [text.count('unit.error', run.counts.error)] : [];
  const parts = [
    ...(run.backEnd === 'temporal' ? [text.say('tree.onTemporal')] : []),
    stateWord(run, text),
    ...torn(run, text),
    ...flaws,
    ...runCounts(run, text),
    ...lasted(run, text, nowMs),
    ...(run.changed === null ? [] : [settingText(run.changed, text)]),
  ];
  const description = parts.join(' · ');
  const isFlawed = run.standing !== undefined || (run.status === 'COMPLETED' && flaws.length > 0);
  return {
    id: rowId(node),
    label,
    description,
    tooltip: runTooltip(run, text),
    icon: isFlawed ? flawedIcon : runIcons[run.status],
    children: true,
    contextValue: runContext(run),
    accessibility: `${label}, ${description}`,
  };
}

/** A run that has nothing to do until the next attempt of a Source says so, and one that does not move. */
function stateWord({ status, open, waiting, standing }: RunSummary, text: Text): string {
  if (standing) return text.say('fact.standing');
  return status === 'RUNNING' && open > 0 && waiting === open
    ? text.say('stageState.WAITING')
    : text.say(`runStatus.${status}`);
}

/** The older runs of one period. */
export function groupItem(node: GroupNode, count: number, text: Text): ItemView {
  const { period } = node;
  const label = text.has(`runs.group.${period}`) ? text.say(`runs.group.${period}`) : text.month(period);
  const description = text.count('unit.run', count);
  return {
    id: rowId(node),
    label,
    description,
    tooltip: `${label}: ${description}`,
    icon: null,
    children: true,
    contextValue: 'group',
    accessibility: `${label}, ${description}`,
  };
}

/** A line under a run. */
export function factItem(node: FactNode, run: KnownRun, text: Text): ItemView {
  const description = factText(node.what, run, text);
  const label = text.say(`fact.${node.what}`);
  const open = { id: 'vscode.open', title: text.say('tree.open', { file: description }) } as const;
  return {
    id: `${node.workDir} ${node.runId} ${node.what}`,
    label,
    description,
    tooltip: escapeMarkdown(description),
    icon: factIcons[node.what],
    children: false,
    contextValue: node.what === 'standing' ? `fact standing ${run.standing?.fix ?? ''}` : 'fact',
    accessibility: `${label}, ${description}`,
    ...(node.what === 'standing' && { command: askDoctor(node, text) }),
    ...(node.what === 'input' && run.inputFile !== null && { command: { ...open, file: run.inputFile } }),
  };
}

/** Says the whole sentence, with a button for what helps. */
const askDoctor = (node: FactNode, text: Text): ItemCommand => ({
  id: commandId('diagnoseTemporal'),
  title: text.say('temporal.menu.diagnoseTemporal'),
  node: { kind: 'run', workDir: node.workDir, runId: node.runId },
});

/** Only what there is something to say about; the figures that are zero stay away, but for completed. */
export function factsOf(run: RunSummary): readonly Fact[] {
  const { counts, figures } = run;
  const isRead = figures === undefined;
  const facts: [Fact, boolean][] = [
    ['standing', run.standing !== undefined],
    ['figures', run.figures !== undefined],
    ['failure', run.failure !== null],
    ['completed', isRead && !isOfApi(run)],
    ['pages', isRead && run.api !== null],
    ['rows', isRead && run.api !== null],
    ['deadLetters', run.api !== null && run.api.deadLetters > 0],
    ['dataset', isRead && isOfApi(run)],
    ['error', counts.error > 0],
    ['skipped', counts.skipped > 0],
    ['alias', counts.alias > 0],
    ['open', run.open > 0],
    ['inFlight', run.inFlight > 0],
    ['resumed', run.resumed !== null],
    ['changed', run.changed !== null],
    ['duration', run.endedAt !== null],
    ['input', run.inputFile !== null],
    ['owner', run.status === 'RUNNING' && run.owner !== null],
  ];
  return facts.filter(([, there]) => there).map(([fact]) => fact);
}

const factIcons: Readonly<Record<Fact, Icon>> = {
  standing: { codicon: 'warning', color: 'charts.yellow' },
  figures: { codicon: 'cloud-download' },
  completed: { codicon: 'pass', color: 'charts.green' },
  pages: { codicon: 'files' },
  rows: { codicon: 'table' },
  deadLetters: { codicon: 'mail' },
  dataset: { codicon: 'database' },
  error: { codicon: 'error', color: 'charts.red' },
  skipped: { codicon: 'circle-slash', color: 'descriptionForeground' },
  alias: { own: 'alias' },
  open: { own: 'discovered' },
  inFlight: { own: 'in-progress' },
  resumed: { codicon: 'debug-restart' },
  changed: { codicon: 'settings' },
  duration: { codicon: 'watch' },
  input: { codicon: 'file' },
  owner: { codicon: 'server-process' },
  failure: { codicon: 'error', color: 'charts.red' },
};

function factText(what: Fact, run: KnownRun, text: Text): string {
  switch (what) {
    case 'standing':
      return run.standing ? text.say(run.standing.said, run.standing.params) : '';
    case 'figures':
      return run.figures === undefined ? '' : text.say(`tree.${run.figures}`);
    case 'completed':
    case 'error':
    case 'skipped':
    case 'alias':
      return text.number(run.counts[what]);
    case 'pages':
    case 'rows':
    case 'deadLetters':
      return text.number(run.api?.[what] ?? 0);
    case 'dataset':
      return run.api?.outputDir ?? run.backfill?.outputDir ?? '';
    case 'open':
      return text.number(run.open);
    case 'inFlight':
      return [text.number(run.inFlight), ...(run.steps ? [text.count('unit.step', run.steps)] : [])].join(' · ');
    case 'resumed':
      return run.resumed === null ? '' : resumedText(run.resumed, text);
    case 'changed':
      return run.changed === null ? '' : settingText(run.changed, text);
    case 'duration':
      return lasted(run, text)[0] ?? '';
    case 'input':
      return run.inputFile?.split(/[\\/]/).at(-1) ?? '';
    case 'owner':
      return run.owner ?? '';
    case 'failure':
      return run.failure === null ? '' : problemText(run.failure, text);
  }
}

/** Words that the menus look for. */
function runContext(run: RunSummary): string {
  const words = ['run'];
  if (run.backEnd === 'temporal') words.push('remote');
  if (isOfApi(run)) words.push('api');
  if (run.status === 'RUNNING') words.push('running');
  if (isResumable(run)) words.push('resumable');
  if (hasFailed(run)) words.push('failed');
  if (run.api !== null && run.status === 'COMPLETED') words.push('result');
  return words.join(' ');
}

/** There is something to try again. */
const hasFailed = (run: RunSummary): boolean =>
  run.status !== 'RUNNING' && (run.counts.error > 0 || (isOfApi(run) && run.status === 'FAILED'));

/** What a killed engine left in the middle. */
const torn = (run: RunSummary, text: Text): string[] =>
  run.status === 'PARKED' && run.inFlight > 0 ? [text.say('runs.inFlight', { n: text.number(run.inFlight) })] : [];

/** Of a run of which only a server's list tells, none: zeros would be wrong. */
function runCounts(run: RunSummary, text: Text): string[] {
  if (run.figures !== undefined) return isOfApi(run) ? ['API'] : [];
  const figures = apiFigures(run, text);
  if (figures !== null) return [`API · ${figures}`];
  const ended = endedOf(run);
  const total = text.count('unit.source', ended + run.open);
  return [run.open > 0 ? text.say('runs.ofSources', { ended: text.number(ended), total }) : total];
}

/** To its end, or until now while it runs; of a parked run only its end is not known. */
export function lasted(run: RunSummary, text: Text, nowMs?: number): string[] {
  const endMs = run.endedAt !== null ? Date.parse(run.endedAt) : run.status === 'RUNNING' ? nowMs : undefined;
  return endMs === undefined ? [] : [text.duration(endMs - Date.parse(run.startedAt))];
}

function runTooltip(run: KnownRun, text: Text): string {
  const lines = [`**${escapeMarkdown(run.runId)}** \`${run.status}\``, text.dateTime(run.startedAt)];
  for (const fact of factsOf(run))
    lines.push(`${text.say(`fact.${fact}`)}: ${escapeMarkdown(factText(fact, run, text))}`);
  return lines.join('\n\n');
}
