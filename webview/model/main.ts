import '../common/kit.css';
import './model.css';
import type { ModelHostVerbs, ModelPageVerbs } from '../../src/protocol/model.ts';
import { render } from '../common/lit.ts';
import { startPage, type Page } from '../common/start.ts';
import { load, WAITING } from '../common/states.ts';
import type { Acts } from './acts.ts';
import { panAndZoom } from './pan.ts';
import { pngOf } from './png.ts';
import { keptOf, restored, zoomOf, type State } from './state.ts';
import { view } from './view.ts';

/** Where a reader begins. */
const FIRST = 'Source';
/** px: the editor's own font size, in which a drawing at 100 % is measured. */
const USUAL_SIZE = 13;

void startPage<ModelHostVerbs, ModelPageVerbs>(page => {
  document.body.classList.add('fit');
  const state: State = {
    ...{ model: WAITING, form: 'diagram', type: FIRST, part: null, hovered: null, query: '' },
    ...{ zoom: null, room: document.body.clientWidth, scale: 1, use: null, exported: null },
    ...restored(page.kept),
  };
  const folder = folderOf(page.subject);
  const acts = createActs(page, state, { isOurs: folder === null, draw });

  function draw(): void {
    render(view({ state, acts, ask: page.ask, folder }), document.body);
    page.keep(keptOf(state));
  }

  const width = () => (state.model.state === 'here' ? state.model.value.drawing.width : 1);
  panAndZoom(document.body, () => zoomOf(state, width()), acts.zoomTo);
  fitToRoom(state, draw);
  acts.reload();
  return { handlers: { changed: acts.reload }, draw };
});

function folderOf(subject: unknown): string | null {
  const told = typeof subject === 'object' && subject !== null && 'folder' in subject ? subject.folder : null;
  return typeof told === 'string' ? told : null;
}

interface World {
  readonly isOurs: boolean;
  draw(): void;
}

function createActs({ ask, text }: Page<ModelHostVerbs>, state: State, { isOurs, draw }: World): Acts {
  const change = (part: Partial<State>) => {
    Object.assign(state, part);
    draw();
  };
  const locate = () => {
    const { type, part } = state;
    if (part === null) return;
    void load(
      () => ask.locate({ type, part }),
      use => type === state.type && part === state.part && change({ use }),
    );
  };
  const saved = (save: () => Promise<boolean>) => void load(save, exported => change({ exported }));
  return {
    ...{ text, isOurs, locate },
    pick: (type, part = null) => {
      const asked = state.use !== null;
      change({ type, part, use: null });
      // Who asked where one field lives wants to know it of the next one too.
      if (asked) locate();
    },
    hover: hovered => hovered !== state.hovered && change({ hovered }),
    show: form => change({ form }),
    search: query => change({ query }),
    zoomTo: zoom => change({ zoom }),
    openPlace: place => void ask.openPlace(place),
    chooseRun: () =>
      void load(
        () => ask.chooseRun({}),
        ({ state: turn }) => turn !== 'waiting' && locate(),
      ),
    openSource: uri =>
      void load(
        () => ask.openSource({ uri }),
        () => undefined,
      ),
    save: format =>
      saved(async () =>
        format === 'png' ? ask.savePng({ base64: await pngOf(await ask.picture({})) }) : ask.save({ format }),
      ),
    reload: () =>
      void load(
        () => ask.open({}),
        model => {
          // A reading that follows another one takes its place at once, without an empty page in between.
          if (model.state === 'waiting' && state.model.state === 'here') return;
          const isFirst = model.state === 'here' && state.model.state !== 'here';
          change({ model, type: typeIn(state, model) });
          if (isFirst) showPicked(state);
        },
      ),
  };
}

function showPicked({ type }: State): void {
  document.getElementById(`box-${type}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** The type that was picked, if it is still there; else the one with most relations. */
function typeIn({ type }: State, model: State['model']): string {
  if (model.state !== 'here') return type;
  const { boxes, edges } = model.value.drawing;
  if (boxes.some(({ name }) => name === type)) return type;
  const relations = (name: string) => edges.filter(({ from, to }) => from === name || to === name).length;
  return boxes.toSorted((a, b) => relations(b.name) - relations(a.name))[0]?.name ?? type;
}

/** Without a zoom of the user's own the diagram takes the width that it has. */
function fitToRoom(state: State, draw: () => void): void {
  const measure = () => {
    const room = (document.querySelector('.sheet')?.clientWidth ?? document.body.clientWidth) - 16;
    const scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_SIZE;
    if (room === state.room && scale === state.scale) return;
    Object.assign(state, { room, scale });
    draw();
  };
  addEventListener('resize', measure);
  new MutationObserver(measure).observe(document.body, { childList: true, subtree: true });
}
