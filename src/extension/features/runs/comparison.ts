import type { RunComparison, SourceDifference, StageDifference, StageSide } from '../../../model/compareRuns.ts';
import type { SourceOutcome } from '../../../model/view.ts';
import { partsText, settingText } from '../../../model/againText.ts';
import { escapeMarkdown } from '../../itemView.ts';
import type { KnownRun } from '../../nodes.ts';
import { reasonHere } from '../../problemText.ts';
import type { Text } from '../../text.ts';
import { lasted } from './view.ts';

/** Two runs and what differs between them, as Markdown. */
export function comparisonText(
  comparison: RunComparison,
  runs: readonly [before: KnownRun, after: KnownRun],
  text: Text,
): string {
  return [
    `# ${text.say('compare.title')}`,
    runsTable(runs, text),
    `## ${text.say('compare.settings')}`,
    settingsList(comparison, text),
    `## ${text.say('compare.sources')}`,
    countsLine(comparison, text),
    ...differencesTable(comparison, text),
  ].join('\n\n');
}

function runsTable(runs: readonly KnownRun[], text: Text): string {
  const rows: [string, (run: KnownRun) => string][] = [
    [text.say('compare.run'), run => `\`${run.runId}\``],
    [text.say('compare.started'), run => text.dateTime(run.startedAt)],
    [text.say('compare.status'), run => text.say(`runStatus.${run.status}`)],
    [text.say('fact.duration'), run => lasted(run, text)[0] ?? '–'],
    [text.say('fact.completed'), run => text.number(run.counts.completed)],
    [text.say('fact.error'), run => text.number(run.counts.error)],
    [text.say('fact.skipped'), run => text.number(run.counts.skipped)],
    [text.say('fact.alias'), run => text.number(run.counts.alias)],
  ];
  const head = ['', text.say('compare.before'), text.say('compare.after')];
  return table(
    head,
    rows.map(([label, of]) => [label, ...runs.map(of)]),
  );
}

function settingsList({ settings }: RunComparison, text: Text): string {
  if (settings.length === 0) return text.say('compare.noSettings');
  return settings
    .map(
      setting =>
        `- ${escapeMarkdown(settingText(setting, text))} (${text.say('compare.section', { section: `\`${setting.name.split('.')[0]}\`` })})`,
    )
    .join('\n');
}

function countsLine({ counts }: RunComparison, text: Text): string {
  const parts = [text.count('compare.same', counts.same), text.count('compare.different', counts.different)];
  if (counts.onlyBefore > 0) parts.push(text.count('compare.onlyBefore', counts.onlyBefore));
  if (counts.onlyAfter > 0) parts.push(text.count('compare.onlyAfter', counts.onlyAfter));
  return `${parts.join(', ')}.`;
}

function differencesTable({ differences, counts }: RunComparison, text: Text): string[] {
  if (differences.length === 0) return [];
  const head = ['source', 'stage', 'before', 'after', 'why'].map(name => text.say(`compare.${name}`));
  const left = counts.different + counts.onlyBefore + counts.onlyAfter - differences.length;
  const more = left > 0 ? [text.count('compare.more', left)] : [];
  return [
    table(
      head,
      differences.flatMap(one => rowsOf(one, text)),
    ),
    ...more,
  ];
}

/** One row for what became of it where that differs, then one a stage. */
function rowsOf(difference: SourceDifference, text: Text): string[][] {
  const { before, after, title, uri, stages } = difference;
  const name = escapeMarkdown(title ?? uri);
  const outcome = (told: SourceOutcome | null) =>
    told === null ? text.say('compare.absent') : text.say(`outcome.${told}`);
  const whole = before === after ? [] : [['–', outcome(before), outcome(after), reasonOf(difference, text)]];
  const rows = [...whole, ...stages.map(stage => stageRow(stage, uri, text))];
  return rows.map((row, at) => [at === 0 ? name : '', ...row]);
}

function reasonOf({ reasonBefore, reasonAfter, uri }: SourceDifference, text: Text): string {
  const reason = reasonAfter ?? reasonBefore;
  return reason === null ? '' : escapeMarkdown(reasonHere(reason, uri, text));
}

function stageRow(difference: StageDifference, uri: string, text: Text): string[] {
  const { stage, before, after } = difference;
  return [
    text.say(`stage.${stage}`),
    sideText(before, text),
    sideText(after, text),
    escapeMarkdown(stageWhy(difference, uri, text)),
  ];
}

/** `Completed · 4 chunks · 3f9a12…`: the first digits of the sha256 tell two results apart. */
function sideText({ state, chunks, sha256 }: StageSide, text: Text): string {
  const parts = [text.say(`stageState.${state}`)];
  if (chunks !== null) parts.push(text.count('unit.chunk', chunks));
  if (sha256 !== null) parts.push(`\`${sha256.slice(0, 8)}\``);
  return parts.join(' · ');
}

function stageWhy({ parts, result, before, after }: StageDifference, uri: string, text: Text): string {
  const reason = after.reason ?? before.reason;
  const why = [
    ...(parts.length > 0 ? [text.say('compare.parts', { parts: partsText({ parts, settings: [] }, text) })] : []),
    ...(result === 'none' ? [] : [text.say(parts.length === 0 ? 'compare.otherAnswer' : `compare.result.${result}`)]),
    ...(result === 'none' && reason !== null ? [reasonHere(reason, uri, text)] : []),
  ];
  return why.join(' · ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
