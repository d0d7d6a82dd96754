import type { CopyForm, TableExportFormat } from '../../src/protocol/table.ts';
import { closeDropDown, dropDown } from '../common/dropDown.ts';
import { copyIcon, exportIcon } from '../common/icons.ts';
import { html, live, type View } from '../common/lit.ts';
import type { Screen } from './acts.ts';
import { changeOut, copyTable, exportTable } from './out.ts';
import { shownColumns } from './blocks.ts';
import { insightButton } from './insight.ts';
import { COPIED, type Copied } from './parts.ts';
import { rowsShown } from './state.ts';

const FORMS: readonly CopyForm[] = ['tsv', 'csv', 'json', 'markdown'];
const FORMATS: readonly TableExportFormat[] = ['csv', 'jsonl', 'parquet'];

/** Buttons of the head, with what they open: a column's insight, copy, export. */
export const outMenu = (screen: Screen): View =>
  html`${insightButton(screen)} ${copyMenu(screen)} ${exportMenu(screen)}`;

function copyMenu(screen: Screen): View {
  const { state, world } = screen;
  const { text } = world;
  const { part, form, hasHeader } = state.out;
  const id = 'copy';
  const submit = (event: Event) => {
    event.preventDefault();
    closeDropDown(id);
    void copyTable(screen);
  };
  const content = html`<form class="choices" @submit=${submit}>
    ${choice<Copied>(
      {
        name: 'part',
        title: text.say('table.copyWhat'),
        values: COPIED,
        chosen: part,
        word: one => text.say(`table.part.${one}`),
      },
      one => changeOut(screen, { part: one }),
    )}
    ${choice<CopyForm>(
      {
        name: 'form',
        title: text.say('table.copyAs'),
        values: FORMS,
        chosen: form,
        word: one => text.say(`table.form.${one}`),
      },
      one => changeOut(screen, { form: one }),
    )}
    <label class="check">
      <input
        type="checkbox"
        .checked=${live(hasHeader || form === 'json')}
        ?disabled=${form === 'json'}
        @change=${() => changeOut(screen, { hasHeader: !hasHeader })}
      />
      <span>${text.say('table.withHeader')}</span>
    </label>
    <p><button class="btn">${copyIcon}${text.say('table.copy')}</button></p>
  </form>`;
  return dropDown({ id, name: text.say('table.copy'), icon: copyIcon, content });
}

function exportMenu(screen: Screen): View {
  const { state, world, head } = screen;
  const { text } = world;
  const { format, isShownOnly } = state.out;
  const id = 'export';
  const submit = (event: Event) => {
    event.preventDefault();
    closeDropDown(id);
    void exportTable(screen);
  };
  const columns = (which: 'shown' | 'all') => {
    const count = which === 'shown' ? shownColumns(screen).length : head.columns.length;
    return text.say(`table.columnsOf.${which}`, { n: text.number(count) });
  };
  const content = html`<form class="choices" @submit=${submit}>
    ${choice<TableExportFormat>(
      {
        name: 'format',
        title: text.say('table.exportAs'),
        values: FORMATS,
        chosen: format,
        word: one => text.say(`table.format.${one}`),
      },
      one => changeOut(screen, { format: one }),
    )}
    ${choice<'shown' | 'all'>(
      {
        name: 'columns',
        title: text.say('table.exportColumns'),
        values: ['shown', 'all'],
        chosen: isShownOnly ? 'shown' : 'all',
        word: columns,
      },
      one => changeOut(screen, { isShownOnly: one === 'shown' }),
    )}
    <p class="dim">${text.say('table.exportRows', { rows: text.count('unit.row', rowsShown(state)) })}</p>
    <p><button class="btn">${exportIcon}${text.say('table.export')}</button></p>
  </form>`;
  return dropDown({ id, name: text.say('table.export'), icon: exportIcon, content });
}

interface Choice<T> {
  readonly name: string;
  readonly title: string;
  readonly values: readonly T[];
  readonly chosen: T;
  word(value: T): string;
}

const choice = <T extends string>({ name, title, values, chosen, word }: Choice<T>, choose: (value: T) => void): View =>
  html`<fieldset>
    <legend>${title}</legend>
    ${values.map(
      value =>
        html`<label class="check">
          <input
            type="radio"
            name=${name}
            ?autofocus=${value === chosen}
            .checked=${live(value === chosen)}
            @change=${() => choose(value)}
          />
          <span>${word(value)}</span>
        </label>`,
    )}
  </fieldset>`;
