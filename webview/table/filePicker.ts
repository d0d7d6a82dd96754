import { html, nothing, type View } from '../common/lit.ts';
import type { Screen } from './acts.ts';
import { footersOf } from './footers.ts';

/** Of a folder: which file's footer is shown. */
export function filePicker(screen: Screen): View | typeof nothing {
  const { head, world } = screen;
  if (!head.isFolder || head.files.length === 0) return nothing;
  const footers = footersOf(screen);
  const pick = (event: Event) => {
    // SAFETY: the listener stands on the list.
    footers.file = (event.currentTarget as HTMLSelectElement).selectedIndex;
    world.change({ groups: { ...world.state.groups, group: 0 } });
  };
  return html`<label class="row filepick">
    <span>${world.text.say('table.file')}</span>
    <select class="in" @change=${pick}>
      ${head.files.map(({ name }, at) => html`<option ?selected=${at === footers.file}>${name}</option>`)}
    </select>
  </label>`;
}
