import { timeAxis } from '../../src/model/timeAxis.ts';
import type { Text } from '../../src/model/speech.ts';
import type { ArtifactMatch, TwinComparison, TwinSource, TwinStage } from '../../src/model/temporal/compareTwins.ts';
import type { Timeline } from '../../src/model/timeline.ts';
import type { RunSummary } from '../../src/model/view.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { runState } from '../common/runStates.ts';
import { completedState, errorState, unknownState, warnState } from '../common/stateIcons.ts';
import { problemState, waitingState } from '../common/states.ts';
import type { Screen } from './screen.ts';
import { lane, type Ruler } from './lane.ts';
import type { State, TwinState } from './state.ts';
import { activityMark, activityWord, outcomeIcon, shortAddress, span } from './words.ts';

/** Both runs of one input: the verdict, how long each took, and each Source's two lanes from one start. */
export function twin({ state, acts, ask }: Screen): View {
  const { text } = acts;
  const { twin: other, run } = state;
  if (other === null || run === null || other.compared.state === 'waiting') return waitingState(text);
  if (other.compared.state === 'failed')
    return html`<div class="pad">${problemState(other.compared.problem, { text, ask, retry: acts.reload })}</div>`;
  const { value } = other.compared;
  const rulers = rulersOf(state, other);
  const left = value.sources - value.shown.length;
  return html`<div
    class="scroll list twins"
    id="scroller"
    tabindex="0"
    role="region"
    aria-label=${text.say('history.twin.heading')}
  >
    <div class="pad">
      <p class="row">${verdictIcon(value)}<span class="b">${verdict(value, text)}</span></p>
      ${runsTable([run, other.run], text)}
      <h2>${text.say('history.twin.sources')}</h2>
      ${value.shown.map(source => sourceView(source, rulers, text))}
      ${left > 0 ? html`<p class="dim">${text.count('history.twin.more', left)}</p>` : nothing}
    </div>
  </div>`;
}

/** Where a run stands; without the field it is the engine that comes with the program. */
const engineWord = ({ backEnd }: RunSummary, text: Text): string => text.say(`history.twin.${backEnd ?? 'local'}`);

const isSame = ({ differing, artifacts }: TwinComparison): boolean =>
  differing === 0 && artifacts.different === 0 && artifacts.missing === 0;

const verdictIcon = (value: TwinComparison): View => (isSame(value) ? completedState : warnState);

function verdict(value: TwinComparison, text: Text): string {
  const { equal, different, missing } = value.artifacts;
  if (isSame(value)) return text.count('history.twin.same', equal);
  const figures = { equal, different, missing, sources: value.differing };
  return text.say('history.twin.differs', figures);
}

function runsTable(runs: readonly RunSummary[], text: Text): View {
  return html`<table class="t s">
    <thead>
      <tr>
        ${['engine', 'run', 'status', 'duration', 'completed', 'errors'].map(
          (name, at) => html`<th scope="col" class=${at > 2 ? 'n' : ''}>${text.say(`history.twin.${name}`)}</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${runs.map(run => {
        const { icon, tone } = runState(run.status, run.counts.error > 0);
        return html`<tr>
          <th scope="row">${engineWord(run, text)}</th>
          <td class="m any">${run.runId}</td>
          <td><span class="st ${tone}">${icon}${text.say(`runStatus.${run.status}`)}</span></td>
          <td class="n">
            ${run.endedAt === null ? '–' : span(Date.parse(run.endedAt) - Date.parse(run.startedAt), text)}
          </td>
          <td class="n">${text.number(run.counts.completed)}</td>
          <td class="n">${text.number(run.counts.error)}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

/** One scale for both, each from its own start: what is longer is longer on the screen. */
function rulersOf(state: State, other: TwinState): readonly [Ruler, Ruler] {
  const end = (timeline: Timeline, run: RunSummary | null) =>
    run?.status === 'RUNNING' ? Math.max(Date.now(), timeline.lastAt) : timeline.lastAt;
  const ends = [end(state.timeline, state.run), end(other.timeline, other.run)] as const;
  const longest = Math.max(1, ends[0] - state.timeline.startedAt, ends[1] - other.timeline.startedAt);
  const ruler = (timeline: Timeline, run: RunSummary | null, now: number): Ruler => ({
    axis: timeAxis({ startedAt: timeline.startedAt, gaps: [] }, now),
    ...{ timeline, now, isRunning: run?.status === 'RUNNING', widthPx: state.lane },
    zoom: { from: 0, to: longest * 1.02 },
  });
  return [ruler(state.timeline, state.run, ends[0]), ruler(other.timeline, other.run, ends[1])];
}

function sourceView(source: TwinSource, rulers: readonly [Ruler, Ruler], text: Text): View {
  const [folder, name] = shortAddress(source.uri);
  const word = text.say(source.differs ? 'history.twin.different' : 'history.twin.alike');
  return html`<details class="twin">
    <summary>
      <span class="el" title=${source.uri}><span class="dir">${folder}</span>${name}</span>
      <span class="st ${source.differs ? 'warn' : 'ok'}">${source.differs ? warnState : completedState}${word}</span>
      <span class="pair" aria-hidden="true">
        ${rulers.map(ruler => html`<span class="lc">${lane(ruler.timeline.rows.get(source.uri), ruler)}</span>`)}
      </span>
    </summary>
    <p class="s">
      ${source.outcomes.map(
        (outcome, at) =>
          html`<span class="st">
            ${text.say(`history.twin.${at === 0 ? 'first' : 'second'}`)}
            ${outcome === null ? text.say('history.twin.absent') : html`${outcomeIcon(outcome)}${text.say(`outcome.${outcome}`)}`}
          </span> `,
      )}
    </p>
    ${stagesTable(source, rulers, text)}
  </details>`;
}

function stagesTable({ uri, stages }: TwinSource, rulers: readonly [Ruler, Ruler], text: Text): View {
  const made = stages.filter(({ attempts }) => attempts[0] + attempts[1] > 0);
  const worked = (at: 0 | 1, stage: string) =>
    (rulers[at].timeline.rows.get(uri)?.bars ?? [])
      .filter(({ activity, kind }) => activity === stage && kind !== 'wait')
      .reduce((sum, bar) => sum + ((bar.to ?? rulers[at].now) - bar.from), 0);
  return html`<table class="t s">
    <thead>
      <tr>
        ${['activity', 'attempts', 'duration', 'artifact'].map(
          (column, at) =>
            html`<th scope="col" class=${at === 1 || at === 2 ? 'n' : ''}>${text.say(`history.twin.${column}`)}</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${made.map(
        stage =>
          html`<tr>
            <td>${activityMark(stage.stage)} ${activityWord(stage.stage, text)}</td>
            <td class="n">${both(...stage.attempts, text)}</td>
            <td class="n">${span(worked(0, stage.stage), text)} · ${span(worked(1, stage.stage), text)}</td>
            <td>${artifactView(stage, text)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

const both = (one: number, other: number, text: Text): string =>
  one === other ? text.number(one) : `${text.number(one)} ≠ ${text.number(other)}`;

const MATCH_ICONS: Readonly<Record<ArtifactMatch, View | typeof nothing>> = {
  equal: completedState,
  different: errorState,
  missing: unknownState,
  none: nothing,
};

/** The first digits of the sha256 tell two artifacts apart. */
function artifactView({ artifact, sha256 }: TwinStage, text: Text): View {
  if (artifact === 'none') return html`–`;
  const digits = [...new Set(sha256)].map(hash => hash?.slice(0, 8) ?? '–').join(' ≠ ');
  return html`${MATCH_ICONS[artifact]} ${text.say(`history.twin.${artifact}`)}
    <span class="m dim" title=${sha256.map(hash => hash ?? '–').join('\n')}>${digits}</span>`;
}
