import { asksText, toldText } from '../../src/model/quality/reportWords.ts';
import type { RuleView } from '../../src/model/quality/reportView.ts';
import type { ValidationHead } from '../../src/protocol/quality.ts';
import { list } from '../common/grid/list.ts';
import { exportIcon, inboxIcon, tableIcon } from '../common/icons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { problemState, waitingState } from '../common/states.ts';
import { unknownState } from '../common/stateIcons.ts';
import type { Acts } from './acts.ts';
import { shortFile, type FailingList } from './failingList.ts';
import { past } from './past.ts';
import { pickedRule, type State } from './state.ts';
import { shown } from './shown.ts';

/** The rule that is looked at: what it found, and the rows on which it failed, with their values. */
export function failing(told: ValidationHead, state: State, acts: Acts): View | typeof nothing {
  const rule = pickedRule(state);
  if (!rule) return nothing;
  const { text } = acts;
  const title =
    rule.verdict === 'could_not_run' || rule.failed === 0 || rule.isAboutAll
      ? asksText(rule, text)
      : `${text.count('validation.failing', rule.failed)}${text.say('validation.colon')} ${asksText(rule, text)}`;
  return html`<section class="sec fail" aria-labelledby="failing">
    <div class="row">
      <h2 id="failing">${shown(title)}</h2>
      ${buttons(rule, told, acts)}
    </div>
    ${finding(rule, told, { state, acts })} ${past(rule, acts)} ${rowsPart(rule, { state, acts })}
  </section>`;
}

function buttons(rule: RuleView, { canQuarantine }: ValidationHead, acts: Acts): View {
  const { text } = acts;
  const hasRows = rule.failed > 0 && !rule.isAboutAll;
  const button = (key: string, icon: View, run: () => void): View =>
    html`<button class="btn alt" @click=${run}>${icon}${text.say(`validation.${key}`)}</button>`;
  return html`<span class="sp row">
    ${button('openGrid', tableIcon, () => acts.openRow('', null, rule.columns[0] ?? null))}
    ${hasRows && rule.verdict !== 'could_not_run' ? button('extract', exportIcon, () => acts.extract(rule.id)) : nothing}
    ${canQuarantine && rule.severity === 'error' && hasRows ? button('quarantine', inboxIcon, acts.quarantine) : nothing}
  </span>`;
}

function finding(rule: RuleView, { view: { rulesFile } }: ValidationHead, { state, acts }: Around): View {
  const { text, openRule } = acts;
  const where = whereText(state, acts);
  const { line, verdict, nulls } = rule;
  const place = { file: rulesFile?.split('/').at(-1) ?? '', line: text.number(line ?? 0) };
  const isStuck = verdict === 'could_not_run';
  const hasNulls = nulls > 0 && rule.kind !== 'not_null';
  return html`<div class="call s">
    ${isStuck ? html`<span class="warn">${unknownState}</span>` : nothing}
    <p>
      ${shown(toldText(rule.told, text))}${isStuck || hasNulls || where !== '' ? '. ' : ' '}
      ${isStuck ? text.say('validation.stuck') : hasNulls ? `${text.count('validation.nulls', nulls)}. ` : nothing}
      ${where === '' ? nothing : html`${shown(where)} `}
      ${
        line === null || rulesFile === null
          ? nothing
          : html`<button class="link" @click=${() => openRule(line)}>
              ${shown(text.say('validation.openRule', place))}
            </button>`
      }
    </p>
  </div>`;
}

/** In which file most of them lie, and between which rows. */
function whereText({ failing: loaded }: State, { text }: Acts): string {
  if (loaded?.state !== 'here') return '';
  const { where, total } = loaded.value.first;
  if (where === null) return '';
  const { files, most } = where;
  const [first, last] = [most.first + 1, most.last + 1];
  const between = last - first + 1 === most.rows ? 'row' : 'between';
  const rows = text.say(`validation.where.${between}`, { first: text.number(first), last: text.number(last) });
  const file = shortFile(most.file);
  if (files === 1)
    return file === '' ? text.say('validation.where.all', { rows }) : text.say('validation.where.one', { rows, file });
  const figures = { n: text.number(most.rows), total: text.number(total), files: text.number(files) };
  return text.say('validation.where.some', { ...figures, file, rows });
}

interface Around {
  readonly state: State;
  readonly acts: Acts;
}

function rowsPart(rule: RuleView, { state, acts }: Around): View | typeof nothing {
  const { text, shell: ask } = acts;
  if (rule.verdict === 'could_not_run' && rule.failed === 0) return nothing;
  if (rule.isAboutAll) return html`<p class="s dim">${text.say('validation.noRowsOfRule')}</p>`;
  if (rule.failed === 0) return html`<p class="s dim">${text.say('validation.noFailing')}</p>`;
  const { failing: loaded } = state;
  if (loaded === null || loaded.state === 'waiting') return waitingState(text);
  if (loaded.state === 'failed') return problemState(loaded.problem, { text, ask, retry: acts.fill });
  const { value } = loaded;
  const problem = value.first.problem ?? value.rows.problem;
  const retry = () => value.rows.askAgain();
  return html`${problem ? problemState(problem, { text, ask, ...(value.rows.problem && { retry }) }) : nothing}
  ${value.count === 0 ? nothing : rowsList(rule, value, { state, acts })} ${counted(rule, value, acts)}`;
}

/** Id of the grid. */
export const FAILING = 'failing-rows';

/** The number of the row is the way to it: the one that the grid of the table says, from 1. */
function rowsList(rule: RuleView, boxed: FailingList, { state, acts }: Around): View {
  const { text, shell: ask } = acts;
  return list({
    ...{ id: FAILING, label: text.say('validation.failingOf', { rule: rule.id }), text, ask, boxed, state: state.list },
    ...{ change: acts.changeList, copy: acts.copy },
    open: { label: text.say('validation.openInTable'), run: acts.openPlace },
    go: {
      label: row => text.say('validation.openRow', { row }),
      run: row => acts.openPlace({ row, column: -1 }),
    },
  });
}

function counted(rule: RuleView, { count }: FailingList, { text }: Acts): View {
  const figures = { total: text.number(count), failed: text.number(rule.failed) };
  return html`<p class="row s dim">
    <span>${text.say('validation.counted')}</span>
    ${count < rule.failed ? html`<span>${text.say('validation.capped', figures)}</span>` : nothing}
  </p>`;
}
