import { copyIcon } from '../common/icons.ts';
import { html, type View } from '../common/lit.ts';
import { closeDropDown, dropDown } from '../common/dropDown.ts';
import type { Screen } from './acts.ts';
import { copyText } from './out.ts';

type Row = Readonly<Record<string, string | number | boolean | null>>;

export interface CopyFormsOptions {
  readonly id: string;
  readonly name: string;
  /** All with the same keys. */
  rows(): readonly Row[];
}

/** What stands on the page as a table goes out as one: to a spreadsheet, or to a program. */
export function copyForms(screen: Screen, { id, name, rows }: CopyFormsOptions): View {
  const button = (label: string, toText: (rows: readonly Row[]) => string) => {
    const copy = () => {
      closeDropDown(id);
      void copyText(screen, () => Promise.resolve(toText(rows())));
    };
    return html`<button class="tool" @click=${copy}>${label}</button>`;
  };
  const content = html`<div class="choices">
    ${button('TSV', toTsv)} ${button('JSON', all => `${JSON.stringify(all, null, 2)}\n`)}
  </div>`;
  return dropDown({ id, name, icon: copyIcon, content });
}

/** Tabs and line ends inside a value would be fields and rows of their own; NULL is empty. */
export function toTsv(rows: readonly Row[]): string {
  const keys = Object.keys(rows[0] ?? {});
  const field = (value: Row[string] | undefined) => String(value ?? '').replaceAll(/[\t\r\n]+/g, ' ');
  return [keys, ...rows.map(row => keys.map(key => row[key]))].map(row => `${row.map(field).join('\t')}\n`).join('');
}
