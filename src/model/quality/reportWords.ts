import type { Params, Reason } from '../problem.ts';
import type { Text } from '../speech.ts';
import type { Verdict } from './report.ts';
import { shareOfFailed, shareTolerated, type ReportView, type RuleView } from './reportView.ts';

/** The verdict of all in one sentence. */
export function headline({ rules }: ReportView, text: Text): string {
  const [failed, stuck, warned] = (['failed', 'could_not_run', 'warned'] as const).map(verdict =>
    count(rules, verdict),
  );
  const say = (key: string, n: number): string =>
    text.say(`validation.head.${key}`, { rules: text.count('unit.rule', n), total: text.number(rules.length) });
  if (failed && stuck)
    return text.say('validation.head.both', { head: say('failed', failed), stuck: text.number(stuck) });
  if (failed) return say('failed', failed);
  if (stuck) return say('could_not_run', stuck);
  return warned ? say('warned', warned) : say('passed', rules.length);
}

/** The worst of all. */
export const verdictOf = ({ rules }: ReportView): Verdict =>
  (['failed', 'could_not_run', 'warned'] as const).find(verdict => count(rules, verdict) > 0) ?? 'passed';

const count = (rules: readonly RuleView[], wanted: Verdict): number =>
  rules.filter(({ verdict }) => verdict === wanted).length;

/** The figures behind it, and how they were before. */
export function ledeText(view: ReportView, text: Text): string {
  const { rows, failingRows } = view;
  const figures = { rows: text.number(rows), failing: text.number(failingRows) };
  const isStuck = count(view.rules, 'could_not_run') > 0;
  const none = isStuck ? 'noneKnown' : 'noneFails';
  const key = rows === 0 ? 'noRows' : failingRows === 0 ? none : 'failing';
  return [text.say(`validation.lede.${key}`, figures), ...sinceText(view, text)].join(' ');
}

function sinceText({ before, rules, gone }: ReportView, text: Text): readonly string[] {
  if (before === null) return [];
  const parts = (['worse', 'better', 'new'] as const)
    .map(change => ({ change, n: rules.filter(rule => rule.change === change).length }))
    .filter(({ n }) => n > 0)
    .map(({ change, n }) => text.count(`validation.since.${change}`, n));
  if (gone.length > 0) parts.push(text.count('validation.since.gone', gone.length));
  if (parts.length === 0) parts.push(text.say('validation.since.same'));
  const when = before.at === null ? text.say('validation.since.earlier') : text.dateTime(before.at);
  return [text.say('validation.since', { when, parts: parts.join(', ') })];
}

export const verdictWord = (verdict: Verdict, text: Text): string => text.say(`validation.verdict.${verdict}`);

/** What the rule asks for. */
export const asksText = ({ asks }: RuleView, text: Text): string =>
  text.say(`validation.asks.${asks.code}`, inFigures(asks.params, text));

/** The same in a few words, beside one value; '' for rules about the whole. */
export function expectedText({ asks }: RuleView, text: Text): string {
  const key = `validation.expected.${asks.code}`;
  return text.has(key) ? text.say(key, inFigures(asks.params, text)) : '';
}

/** What it found. */
export const toldText = ({ code, params }: Reason, text: Text): string =>
  text.say(`quality.${code}`, inFigures(params, text));

const inFigures = (params: Params, text: Text): Params =>
  Object.fromEntries(
    Object.entries(params).map(([key, value]) => [key, typeof value === 'number' ? text.number(value) : value]),
  );

/** '–' where it says nothing of the data. */
export const failedText = ({ verdict, failed }: RuleView, text: Text): string =>
  verdict === 'could_not_run' ? '–' : text.number(failed);

export function shareText(rule: RuleView, text: Text): string {
  const share = shareOfFailed(rule);
  return share === null ? '–' : percentText(share, text);
}

export const thresholdText = ({ threshold }: RuleView, text: Text): string =>
  'share' in threshold ? percentText(threshold.share, text) : text.number(threshold.count);

/** Two decimals, and never nothing for what is something. */
export function percentText(share: number, { language }: Text): string {
  const written = (value: number): string =>
    new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 }).format(value);
  return share > 0 && share < 0.00005 ? `< ${written(0.0001)}` : written(share);
}

/** How many failed more or less than before; what it was, where one of the two says nothing of the data. */
export function changeText({ change, before, failed, verdict }: RuleView, text: Text): string {
  if (change === null) return '–';
  if (before === null) return text.say('validation.change.new');
  if (before.verdict === 'could_not_run' || verdict === 'could_not_run')
    return before.verdict === verdict ? '=' : verdictWord(before.verdict, text);
  const difference = failed - before.failed;
  if (difference === 0) return '=';
  return `${difference > 0 ? '+' : '−'}${text.number(Math.abs(difference))}`;
}

export const secondsText = (ms: number, text: Text): string =>
  text.say('validation.seconds', { n: text.number(Math.round(ms / 10) / 100) });

/** Of all bars the same: what the longest of them, or of their ticks, comes to. */
export const longestShare = (rules: readonly RuleView[]): number =>
  Math.max(
    0,
    ...rules.flatMap(rule => {
      const share = shareOfFailed(rule);
      return share === null ? [] : [share, Math.min(1, shareTolerated(rule))];
    }),
  );

/** Of a bar in percent of its room, and where its tick stands; null: the rule has none. */
export function barOf(rule: RuleView, longest: number): { readonly fill: number; readonly tick: number } | null {
  const share = shareOfFailed(rule);
  if (share === null) return null;
  const scaled = (of: number): number => (longest === 0 ? 0 : Math.round((1000 * 0.96 * of) / longest) / 10);
  return { fill: scaled(share), tick: scaled(Math.min(1, shareTolerated(rule))) };
}
