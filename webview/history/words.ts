import type { AfterAttempt } from '../../src/model/afterAttempt.ts';
import { reasonText } from '../../src/model/problemText.ts';
import type { Text } from '../../src/model/speech.ts';
import { STAGES } from '../../src/model/stage.ts';
import type { Bar, BarKind, TimelineRow } from '../../src/model/timeline.ts';
import type { SourceOutcome } from '../../src/model/view.ts';
import type { HistorySource } from '../../src/protocol/history.ts';
import { html, type View } from '../common/lit.ts';
import type { Look } from '../common/runStates.ts';
import {
  aliasState,
  canceledState,
  completedState,
  discoveredState,
  errorState,
  progressState,
  skippedState,
  waitState,
  warnState,
} from '../common/stateIcons.ts';

/** A stage in the reader's language; an activity type that is none as it is. */
export const activityWord = (activity: string, text: Text): string =>
  text.has(`stage.${activity}`) ? text.say(`stage.${activity}`) : activity;

/** Where a stage stands among the five, as its bars are marked; an activity of another workflow has no number. */
export const activityMark = (activity: string): string => {
  const at = STAGES.findIndex(stage => stage === activity);
  return at < 0 ? activity.slice(0, 1) : String(at + 1);
};

/** `240 ms`, `1.2 s`, `12 s`, `1:02`. */
export function span(ms: number, text: Text): string {
  if (ms < 1000) return text.say('history.ms', { n: Math.max(0, Math.round(ms)) });
  if (ms < 10_000) return text.say('history.seconds', { n: text.number(Math.round(ms / 100) / 10) });
  return ms < 60_000 ? text.say('history.seconds', { n: Math.round(ms / 1000) }) : text.duration(ms);
}

/** Time since the start of the run, as the axis counts it: `1.4 s` while that is short, then `0:41`. */
export const since = (ms: number, text: Text): string =>
  ms > 0 && ms < 10_000 && ms % 1000 !== 0 ? span(ms, text) : text.duration(ms);

/** The page's own address without its host, split where its last part begins. */
export function shortAddress(uri: string): readonly [folder: string, name: string] {
  const url = URL.parse(uri);
  const path = url === null ? uri : decode(url.pathname + url.search);
  const whole = path === '/' ? (url?.host ?? path) : path;
  const cut = whole.replace(/\/$/, '').lastIndexOf('/') + 1;
  return [whole.slice(0, cut), whole.slice(cut)];
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const OUTCOMES: Readonly<Record<SourceOutcome, Look>> = {
  DISCOVERED: { icon: discoveredState, tone: 'off' },
  IN_PROGRESS: { icon: progressState, tone: 'run' },
  COMPLETED: { icon: completedState, tone: 'ok' },
  ERROR: { icon: errorState, tone: 'bad' },
  SKIPPED: { icon: skippedState, tone: 'off' },
  ALIAS: { icon: aliasState, tone: 'off' },
};

const KINDS: Readonly<Record<BarKind, Look>> = {
  open: { icon: progressState, tone: 'run' },
  done: { icon: completedState, tone: 'ok' },
  reused: { icon: completedState, tone: 'off' },
  failed: { icon: errorState, tone: 'bad' },
  cut: { icon: warnState, tone: 'warn' },
  skipped: { icon: skippedState, tone: 'off' },
  canceled: { icon: canceledState, tone: 'off' },
  wait: { icon: waitState, tone: 'warn' },
};

const look = ({ icon, tone }: Look): View => html`<span class=${tone}>${icon}</span>`;

export const outcomeIcon = (outcome: SourceOutcome): View => look(OUTCOMES[outcome]);
export const kindIcon = (kind: BarKind): View => look(KINDS[kind]);

/** A row in words: how it stands, what was done when. */
export function rowSentence(source: HistorySource, row: TimelineRow | undefined, when: When, text: Text): string {
  const bars = (row?.bars ?? []).filter(({ kind }) => kind !== 'wait').slice(-MOST_BARS);
  const done = bars.map(bar => barSentence(bar, when, text)).join(', ');
  const head = text.say(`outcome.${source.outcome}`);
  return done === '' ? head : text.say('history.row', { head, done });
}

/** A Source that was tried fifty times is not read out fifty times. */
const MOST_BARS = 8;

/** Milliseconds since 1970: of the start, and of now. */
export interface When {
  readonly startedAt: number;
  readonly now: number;
}

function barSentence(bar: Bar, { startedAt, now }: When, text: Text): string {
  const params = {
    stage: activityWord(bar.activity, text),
    kind: text.say(`history.kind.${bar.kind}`),
    from: since(bar.from - startedAt, text),
    time: span((bar.to ?? now) - bar.from, text),
  };
  return text.say('history.bar', params);
}

/** Why one more attempt was made. */
export function afterSentence(after: AfterAttempt, { startedAt }: When, text: Text): string {
  switch (after.why) {
    case 'cut': {
      const at = since(after.at - startedAt, text);
      return text.say('history.after.cut', { at, id: text.number(after.lastId) });
    }
    case 'failed': {
      const failed = text.count('history.after.failed', after.times);
      return after.reason === null ? failed : `${failed} ${reasonText(after.reason, text)}`;
    }
    default:
      return text.say(`history.after.${after.why}`);
  }
}
