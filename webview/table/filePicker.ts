import { html, nothing, type View } from '../common/lit.ts';
import type { Screen } from './acts.ts';
import { copyList } from './copyList.ts';
import { footersOf } from './footers.ts';

/** Of a folder: which file's footer is shown. */
export function filePicker(screen: Screen): View | typeof nothing {
  const { head, world } = screen;
  if (!head.isFolder || head.files.length === 0) return nothing;
  const footers = footersOf(screen);
  const pick = (event: Event) => {
    // SAFETY: the listener stands on the list.
    const file = Number((event.currentTarget as HTMLSelectElement).value);
    Object.assign(footers, { file, name: head.files.find(({ at }) => at === file)?.name ?? null });
    world.change({ groups: { ...world.state.groups, group: 0 } });
  };
  const rest = head.totals.files - head.files.length;
  const gap = html`<option disabled>${world.text.say('table.andMore', { n: world.text.number(rest) })}</option>`;
  return html`<span class="row">
    <label class="row filepick">
      <span>${world.text.say('table.file')}</span>
      <select class="in" @change=${pick}>
        ${head.files.map(
          ({ name, at }, place) =>
            html`${at > (head.files[place - 1]?.at ?? at) + 1 ? gap : nothing}
              <option value=${at} ?selected=${at === footers.file}>${name}</option>`,
        )}
      </select>
    </label>
    ${rest > 0 ? copyList(screen, 'files') : nothing}
  </span>`;
}
