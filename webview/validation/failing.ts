import { asksText, expectedText, toldText } from '../../src/model/quality/reportWords.ts';
import type { RuleView } from '../../src/model/quality/reportView.ts';
import type { FailingRow } from '../../src/model/quality/failingTable.ts';
import type { FailingPage, ValidationHead } from '../../src/protocol/quality.ts';
import { arrowLeftIcon, arrowRightIcon, exportIcon, inboxIcon, tableIcon } from '../common/icons.ts';
import { iconButton } from '../common/iconButton.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { problemState, waitingState } from '../common/states.ts';
import { unknownState } from '../common/stateIcons.ts';
import type { Acts } from './acts.ts';
import { past } from './past.ts';
import { PAGE, pickedRule, type State } from './state.ts';
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
    ${finding(rule, told, acts)} ${past(rule, acts)} ${rowsPart(rule, { state, acts })}
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

function finding(rule: RuleView, { view: { rulesFile } }: ValidationHead, { text, openRule }: Acts): View {
  const { line, verdict, nulls } = rule;
  const place = { file: rulesFile?.split('/').at(-1) ?? '', line: text.number(line ?? 0) };
  const isStuck = verdict === 'could_not_run';
  const hasNulls = nulls > 0 && rule.kind !== 'not_null';
  return html`<div class="call s">
    ${isStuck ? html`<span class="warn">${unknownState}</span>` : nothing}
    <p>
      ${shown(toldText(rule.told, text))}${isStuck || hasNulls ? '. ' : ' '}
      ${isStuck ? text.say('validation.stuck') : hasNulls ? `${text.count('validation.nulls', nulls)}. ` : nothing}
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
  if (loaded.state === 'failed') return problemState(loaded.problem, { text, ask, retry: () => acts.turn(state.from) });
  const page = loaded.value;
  return html`${page.problem ? problemState(page.problem, { text, ask }) : nothing}
  ${page.rows.length === 0 ? nothing : rowsTable(rule, page, acts)} ${pager(rule, page, { state, acts })}`;
}

function rowsTable(rule: RuleView, { columns, rows }: FailingPage, acts: Acts): View {
  const { text } = acts;
  const isNamed = rows.some(({ file }) => file !== '');
  const expected = expectedText(rule, text);
  const head = (name: string, look = ''): View =>
    html`<th scope="col" class=${look}>${text.say(`validation.column.${name}`)}</th>`;
  return html`<div
    class="scroll"
    tabindex="0"
    role="region"
    aria-label=${text.say('validation.failingOf', { rule: rule.id })}
  >
    <table class="t rows">
      <thead>
        <tr>
          ${isNamed ? head('file') : nothing}${head('row', 'n')}
          ${columns.map(({ name, isNumber }) => html`<th scope="col" class=${isNumber ? 'n' : ''}>${shown(name)}</th>`)}
          ${expected === '' ? nothing : head('expected')}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          row =>
            html`<tr>
              ${isNamed ? html`<td class="m" title=${row.file}>${shown(shortFile(row.file))}</td>` : nothing}
              <td class="n">${opener(row, rule, acts)}</td>
              ${cells(row, columns)} ${expected === '' ? nothing : html`<td>${shown(expected)}</td>`}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

const cells = ({ cells: values }: FailingRow, columns: FailingPage['columns']): View[] =>
  columns.map(({ isNumber, isJudged }, at) => {
    const look = `${isNumber ? 'n ' : ''}${isJudged ? 'hit' : ''}`;
    return html`<td class=${look}>${cell(values[at])}</td>`;
  });

/** A null, an empty text and one of spaces are three things. */
function cell(value: string | null | undefined): View | string {
  if (value === undefined) return '';
  if (value === null) return html`<i>NULL</i>`;
  if (value.trim() === '') return `"${value.replaceAll(' ', '␣')}"`;
  return html`${shown(value)}`;
}

/** Every day of a dataset has the same table in it. */
const shortFile = (file: string): string => file.replace(/\/part-00000\.parquet$/, '');

/** The number of the row is the way to it: the one that the grid says, from 1. */
function opener({ file, row }: FailingRow, { columns }: RuleView, { text, openRow }: Acts): View {
  const number = text.number(row + 1);
  const name = text.say('validation.openRow', { row: number });
  const open = () => openRow(file, row, columns[0] ?? null);
  return html`<button class="link" aria-label=${name} title=${name} @click=${open}>${number}</button>`;
}

function pager(rule: RuleView, { rows, total }: FailingPage, { state, acts }: Around): View {
  const { text, turn } = acts;
  const { from } = state;
  const figures = { from: text.number(from + 1), to: text.number(from + rows.length), total: text.number(total) };
  const isCut = total < rule.failed;
  const capped = { total: text.number(total), failed: text.number(rule.failed) };
  return html`<p class="row s dim">
    ${
      total > PAGE
        ? html`${iconButton(text.say('validation.previous'), arrowLeftIcon, () => turn(Math.max(0, from - PAGE)), from === 0)}
            <span role="status">${text.say('validation.page', figures)}</span>
            ${iconButton(text.say('validation.next'), arrowRightIcon, () => turn(from + PAGE), from + PAGE >= total)}`
        : nothing
    }
    <span>${text.say('validation.counted')}</span>
    ${isCut ? html`<span>${text.say('validation.capped', capped)}</span>` : nothing}
  </p>`;
}
