import { afterAttempts } from '../../src/model/afterAttempt.ts';
import { whyText } from '../../src/model/againText.ts';
import { reasonText } from '../../src/model/problemText.ts';
import type { Text } from '../../src/model/speech.ts';
import type { Bar } from '../../src/model/timeline.ts';
import type { StageExplained } from '../../src/model/stageExplained.ts';
import { copyIcon, fileCodeIcon, goToFileIcon } from '../common/icons.ts';
import { iconButton } from '../common/iconButton.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { unknownState } from '../common/stateIcons.ts';
import type { Acts } from './acts.ts';
import { rulerOf, type Row } from './compact.ts';
import type { State } from './state.ts';
import {
  activityMark,
  activityWord,
  afterSentence,
  kindIcon,
  outcomeIcon,
  shortAddress,
  since,
  span,
  type When,
} from './words.ts';

/** The picked Source: why it ran again, attempt by attempt, and what it gave. */
export function panel(row: Row | undefined, state: State, acts: Acts): View {
  const { text } = acts;
  if (!row) return html`<p class="pad dim">${text.say('history.pickRow')}</p>`;
  const { source, line } = row;
  const when = { startedAt: state.timeline.startedAt, now: rulerOf(state).now };
  const { explained } = state;
  const stages = explained?.uri === source.uri && explained.loaded.state === 'here' ? explained.loaded.value : [];
  const bars = line?.bars ?? [];
  return html`<div class="det pad">
    <h2 class="any">${shortAddress(source.uri).join('')}</h2>
    ${source.title === null ? nothing : html`<p class="dim">${source.title}</p>`}
    <p class="st">${outcomeIcon(source.outcome)}${text.say(`outcome.${source.outcome}`)}</p>
    ${source.reason === null ? nothing : html`<p>${reasonText(source.reason, text)}</p>`}
    ${source.aliasOf === null ? nothing : html`<p>${text.say('history.aliasOf', { uri: source.aliasOf })}</p>`}
    ${why(bars, stages, { when, text })}
    ${bars.length === 0 ? html`<p class="dim">${text.say('history.noEvents')}</p>` : attempts(bars, when, acts)}
    ${stages.length === 0 ? nothing : results(stages, acts)}
    <p class="row s">
      <span class="el" title=${source.uri}>${source.uri}</span>
      ${iconButton(text.say('history.copyAddress'), copyIcon, () => acts.copy(source.uri))}
    </p>
  </div>`;
}

interface Told {
  readonly when: When;
  readonly text: Text;
}

/** Only what ran more than once, or was there before: a first time needs no reason. */
function why(bars: readonly Bar[], stages: readonly StageExplained[], told: Told): View {
  const { text } = told;
  const groups = reasonsByStages(bars, stages, told);
  if (groups.size === 0)
    return stages.length === 0 ? html`` : html`<p class="dim s">${text.say('history.onlyOnce')}</p>`;
  const earlier = stages.find(one => one.earlier !== null)?.earlier;
  return html`<div class="call">
    <span class="run">${unknownState}</span>
    <div class="stack">
      <p class="b">${text.say('history.why')}</p>
      <dl class="stack">
        ${[...groups].map(
          ([reasons, activities]) =>
            html`<div>
              <dt class="b">${activities.map(activity => activityWord(activity, text)).join(', ')}</dt>
              ${reasons.split('\n').map(reason => html`<dd>${reason}</dd>`)}
            </div>`,
        )}
      </dl>
      ${
        earlier
          ? html`<p class="dim s">${text.say('history.against', { run: text.dayTime(earlier.startedAt) })}</p>`
          : nothing
      }
    </div>
  </div>`;
}

/** What is the same of several stages is said once of all of them. */
function reasonsByStages(bars: readonly Bar[], stages: readonly StageExplained[], { when, text }: Told) {
  const groups = new Map<string, string[]>();
  for (const activity of new Set([...bars.map(bar => bar.activity), ...stages.map(({ stage }) => stage)])) {
    const before = stages.find(({ stage }) => stage === activity)?.why;
    const after = afterAttempts(bars.filter(bar => bar.activity === activity));
    const reasons = after.map(one => afterSentence(one, when, text));
    if (before && before.because !== 'first') reasons.unshift(whyText(before, text));
    const said = reasons.join('\n');
    if (said !== '') groups.set(said, [...(groups.get(said) ?? []), activity]);
  }
  return groups;
}

/** A Source that was tried for a day has hundreds: the newest are what somebody looks for. */
const MOST_ATTEMPTS = 30;

function attempts(bars: readonly Bar[], when: When, acts: Acts): View {
  const { text } = acts;
  const shown = bars.slice(-MOST_ATTEMPTS);
  return html`<table class="t s">
    <thead>
      <tr>
        <th scope="col">${text.say('history.column.activity')}</th>
        <th scope="col">${text.say('history.column.outcome')}</th>
        <th scope="col" class="n">${text.say('history.column.start')}</th>
        <th scope="col" class="n">${text.say('history.column.duration')}</th>
      </tr>
    </thead>
    <tbody>
      ${shown.map(
        bar =>
          html`<tr>
            <td>
              <button class="link" @click=${() => acts.goToEvent(bar.beganId)}>
                ${activityMark(bar.activity)} ${activityWord(bar.activity, text)}
              </button>
            </td>
            <td>${kindIcon(bar.kind)} ${text.say(`history.kind.${bar.kind}`)}</td>
            <td class="n">${since(bar.from - when.startedAt, text)}</td>
            <td class="n">${span((bar.to ?? when.now) - bar.from, text)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function results(stages: readonly StageExplained[], acts: Acts): View {
  const { text } = acts;
  return html`<div class="stack">
    <h3>${text.say('history.results')}</h3>
    <ul class="stack">
      ${stages.map(
        ({ stage, artifact, key }) =>
          html`<li class="row result">
            <span>${activityMark(stage)} ${activityWord(stage, text)}</span>
            <span class="m dim" title=${key.key}>${key.key.slice(0, 8)}</span>
            <span class="sp row">
              ${
                artifact === null
                  ? nothing
                  : iconButton(text.say('history.openArtifact', { file: artifact }), goToFileIcon, () =>
                      acts.openArtifact(artifact),
                    )
              }
              ${iconButton(text.say('history.openCode', { stage: activityWord(stage, text) }), fileCodeIcon, () => acts.openCode(stage))}
            </span>
          </li>`,
      )}
    </ul>
  </div>`;
}
