import { dollars } from '../../../model/prices.ts';
import { modelName } from '../../../model/modelName.ts';
import type { EmbeddingUse } from '../../../model/embedding.ts';
import { STAGES } from '../../../model/stage.ts';
import { isOfApi, type SourceView, type StageView } from '../../../model/view.ts';
import { STAGE_SECTIONS } from '../../../model/whyAgain.ts';
import { commandId } from '../../commandId.ts';
import { escapeMarkdown, outcomeIcons, stageIcons, stoppedIcon, type Icon, type ItemView } from '../../itemView.ts';
import type { KnownRun, SourceNode, StageNode } from '../../nodes.ts';
import { progressText } from '../../pace.ts';
import { problemText, reasonHere } from '../../problemText.ts';
import { whyShort, whyText } from '../../../model/againText.ts';
import type { Text } from '../../text.ts';

/** What a row knows of the run around it. */
export interface Around {
  /** The host that all its Sources share, which goes without saying. */
  readonly host: string | null;
  /** Nobody runs it: what had begun stands still. */
  readonly stopped: boolean;
}

const ALONE: Around = { host: null, stopped: false };

export const sourceRowId = ({ runId, uri }: Pick<SourceNode, 'runId' | 'uri'>): string => `${runId} ${uri}`;

/** One Source: its title or address, how it stands and where. */
export function sourceItem(node: SourceNode, view: SourceView, text: Text, around: Around = ALONE): ItemView {
  const label = view.title?.trim() || shortAddress(view.uri, around.host);
  const description = sourceDescription(view, text, around);
  const artifact = latestArtifact(view);
  return {
    id: sourceRowId(node),
    label,
    description,
    tooltip: sourceTooltip(view, text),
    icon: sourceIcon(view, around),
    children: view.stages.length > 0,
    contextValue: artifact === null ? 'source' : 'source artifact',
    accessibility: `${label}, ${description}, ${view.uri}`,
  };
}

function sourceIcon(view: SourceView, { stopped }: Around): Icon {
  if (view.reason?.code === 'canceled') return stageIcons.CANCELED;
  if (view.outcome !== 'IN_PROGRESS') return outcomeIcons[view.outcome];
  if (stopped) return stoppedIcon;
  return currentStage(view)?.state === 'WAITING' ? stageIcons.WAITING : outcomeIcons.IN_PROGRESS;
}

/** One stage of a Source; a click opens what it wrote, and for INDEXING, which writes no file, its chunks. */
export function stageItem(node: StageNode, view: StageView, text: Text, around: Around = ALONE): ItemView {
  const label = text.say(`stage.${view.stage}`);
  const halted = around.stopped && isBusy(view);
  const description = halted ? haltedText(view, text) : stageDescription(view, node.uri, text);
  const artifact = view.artifact;
  return {
    id: `${node.runId} ${node.uri} ${view.stage}`,
    label,
    description,
    tooltip: stageTooltip(view, text),
    icon: halted ? stoppedIcon : stageIcons[view.state],
    children: false,
    contextValue: ['stage', ...(artifact === null ? [] : ['artifact']), ...(hasSetting(view) ? ['setting'] : [])].join(
      ' ',
    ),
    accessibility: `${label}, ${description}`,
    ...onClick(node, view, text),
  };
}

/** SCRAPING has none: a page is what its server gives. */
const hasSetting = ({ stage }: StageView): boolean => STAGE_SECTIONS[stage].length > 0;

function onClick(node: StageNode, { stage, artifact, chunks }: StageView, text: Text): Pick<ItemView, 'command'> {
  if (artifact !== null) {
    return { command: { id: commandId('openArtifact'), title: text.say('tree.open', { file: artifact }), node } };
  }
  if (stage !== 'INDEXING' || chunks === null) return {};
  return { command: { id: commandId('showChunks'), title: text.say('chunks.title'), node } };
}

/** The word that the shape says too, then what tells most: a narrow side bar cuts the end. */
function sourceDescription(view: SourceView, text: Text, { host, stopped }: Around): string {
  const word = text.say(`outcome.${view.outcome}`);
  const stage = currentStage(view);
  const reason = view.reason === null ? [] : [reasonHere(view.reason, view.uri, text)];
  switch (view.outcome) {
    case 'DISCOVERED':
      return word;
    case 'COMPLETED': {
      const chunks = view.stages.find(s => s.chunks !== null)?.chunks;
      const refused = view.stages.reduce((sum, s) => sum + s.refused, 0);
      return [
        word,
        ...(chunks === null || chunks === undefined ? [] : [text.count('unit.chunk', chunks)]),
        ...(refused > 0 ? [text.count('tree.refused', refused)] : []),
      ].join(' · ');
    }
    case 'ALIAS':
      return view.aliasOf === null ? word : `${word} · ${shortAddress(view.aliasOf, host)}`;
    case 'SKIPPED':
      return [word, ...reason].join(' · ');
    case 'ERROR': {
      if (view.reason?.code === 'canceled') return text.say('stageState.CANCELED');
      const where = stage === null ? [] : [text.say(`stage.${stage.stage}`)];
      const attempts = stage === null ? [] : waiting(stage, text);
      return [word, ...attempts, ...(reason.length > 0 ? reason : where)].join(' · ');
    }
    case 'IN_PROGRESS': {
      if (stage === null) return word;
      const name = text.say(`stage.${stage.stage}`);
      if (stopped) return [haltedText(stage, text), name].join(' · ');
      if (stage.state !== 'WAITING') return [word, name, ...waiting(stage, text)].join(' · ');
      return [text.say('stageState.WAITING'), ...waiting(stage, text), name].join(' · ');
    }
  }
}

const isBusy = ({ state }: StageView): boolean => ['RUNNING', 'WAITING', 'SCHEDULED'].includes(state);

/** What the stopped engine had begun and not ended runs again; the rest of its work waits. */
const haltedText = ({ state }: StageView, text: Text): string =>
  text.say(state === 'RUNNING' ? 'stageState.inFlight' : 'runStatus.PARKED');

/** Attempts are said once there was a second one. */
function waiting(view: StageView, text: Text): string[] {
  const parts: string[] = [];
  if (view.attempts > 1) parts.push(text.count('unit.attempt', view.attempts));
  if (view.state === 'WAITING' && view.retryAt !== null)
    parts.push(text.say('tree.retryAt', { time: text.time(view.retryAt) }));
  return parts;
}

function stageDescription(view: StageView, uri: string, text: Text): string {
  const parts = [...againParts(view, text), text.say(`stageState.${view.state}`), ...waiting(view, text)];
  if (view.chunks !== null) parts.push(text.count('unit.chunk', view.chunks));
  if (view.refused > 0) parts.push(text.count('tree.refused', view.refused));
  if (view.problem !== null && view.state !== 'COMPLETED') parts.push(reasonHere(view.problem, uri, text));
  return parts.join(' · ');
}

/** That it ran again, and why: said first, for the shape says the state, and a narrow side bar cuts the end. */
function againParts({ why, interruptions, attempts }: StageView, text: Text): string[] {
  const short = why === null ? undefined : whyShort(why, text);
  const resumed = interruptions > 0 && attempts > interruptions ? [text.say('again.stopped')] : [];
  return [...resumed, ...(short === undefined ? [] : [short])];
}

function sourceTooltip(view: SourceView, text: Text): string {
  const lines = [`**${escapeMarkdown(view.title ?? view.uri)}**`, escapeMarkdown(view.uri)];
  lines.push(`${text.say(`outcome.${view.outcome}`)} \`${view.outcome}\``);
  if (view.reason !== null) lines.push(escapeMarkdown(reasonHere(view.reason, view.uri, text)));
  if (view.aliasOf !== null) lines.push(text.say('tree.aliasOf', { uri: escapeMarkdown(view.aliasOf) }));
  if (view.parentUri !== null) lines.push(text.say('tree.foundOn', { uri: escapeMarkdown(view.parentUri) }));
  for (const stage of view.stages)
    lines.push(`${text.say(`stage.${stage.stage}`)}: ${escapeMarkdown(stageDescription(stage, view.uri, text))}`);
  return lines.join('\n\n');
}

function stageTooltip(view: StageView, text: Text): string {
  const lines = [`**${text.say(`stage.${view.stage}`)}** \`${view.stage}\` \`${view.state}\``];
  if (view.attempts > 0) lines.push(text.count('unit.attempt', view.attempts));
  if (view.problem !== null) lines.push(escapeMarkdown(problemText(view.problem, text)));
  if (view.retryAt !== null) lines.push(text.say('tree.retryAt', { time: text.time(view.retryAt) }));
  if (view.interruptions > 0) lines.push(text.count('again.interruptions', view.interruptions));
  if (view.why !== null) lines.push(escapeMarkdown(whyText(view.why, text)));
  if (view.embedding !== null) lines.push(escapeMarkdown(embeddingText(view.embedding, text)));
  if (view.refused > 0) lines.push(text.count('tree.refused', view.refused));
  if (view.artifact !== null) lines.push(`\`${view.artifact.replaceAll('`', '')}\``);
  return lines.join('\n\n');
}

/** Which model made the vectors, how many, and for how much. */
function embeddingText({ model, embedded, fromCache, tokens, costUsd }: EmbeddingUse, text: Text): string {
  const counts = { embedded: text.number(embedded), known: text.number(fromCache), tokens: text.number(tokens) };
  const made = text.say('tree.vectors', { model: modelName(model, text), ...counts });
  return costUsd === null || costUsd === 0 ? made : `${made} · ${dollars(costUsd, text.language)}`;
}

/** Where the Source is: the stage that works, waits or failed, else the furthest one that was touched. */
function currentStage(view: SourceView): StageView | null {
  const busy = view.stages.find(s => isBusy(s) || s.state === 'ERROR');
  return busy ?? view.stages.findLast(s => s.attempts > 0) ?? null;
}

/** The most refined thing there is to read. */
export function latestArtifact(view: SourceView): StageView | null {
  const written = view.stages.filter(s => s.artifact !== null);
  return written.sort((a, b) => STAGES.indexOf(b.stage) - STAGES.indexOf(a.stage))[0] ?? null;
}

/** `mobilite.example/lignes/7`: an address as a person reads it; `/lignes/7` where the host goes without saying. */
export function shortAddress(uri: string, host: string | null = null): string {
  const whole = uri.replace(/^https?:\/\//, '').replace(/\/$/, '');
  const short = host !== null && whole.startsWith(`${host}/`) ? whole.slice(host.length) : whole;
  try {
    return decodeURI(short);
  } catch {
    return short;
  }
}

/** The host of them all; null when there are several, or nothing to tell apart. */
export function sharedHost(uris: readonly string[]): string | null {
  const hosts = new Set(uris.map(uri => /^https?:\/\/([^/?#]+)/.exec(uri)?.[1] ?? ''));
  const [host] = hosts;
  return hosts.size === 1 && uris.length > 1 && host ? host : null;
}

/** Above the rows: how far a run is that is on; of one without Sources, where its work is seen. */
export function sourcesMessage(run: KnownRun | null, rate: number | null, text: Text): string {
  if (run?.status === 'RUNNING') return progressText(run, rate, text);
  return run && isOfApi(run) ? text.say('sources.ofApi') : '';
}

/** Beside the view's title: which run it is, and in which of several folders. */
export function sourcesDescription(run: KnownRun | null, text: Text, folder: string | null = null): string {
  if (run === null) return '';
  const name = run.inputFile
    ?.split(/[\\/]/)
    .at(-1)
    ?.replace(/\.(ingest|api)\.(ya?ml|json)$/, '');
  return [folder, name, text.dayTime(run.startedAt)].filter(part => part !== null && part !== undefined).join(' · ');
}
