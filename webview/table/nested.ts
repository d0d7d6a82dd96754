import { html, nothing, type View } from '../common/lit.ts';
import type { Screen } from './acts.ts';
import { readTree, type JsonNode } from './jsonTree.ts';
import type { Folds } from './parts.ts';

/** Of one value, at first. */
const FEW = 100;
/** Levels that are open at first. */
const OPEN_LEVELS = 2;
/** UTF-16 units of a text; all of it is what Copy takes. */
const MOST_TEXT = 10_000;

let last: { readonly json: string; readonly tree: JsonNode | null } | null = null;

/** It is drawn again and again while the reader looks at it. */
function treeOf(json: string): JsonNode | null {
  if (last?.json !== json) last = { json, tree: readTree(json) };
  return last.tree;
}

/** Lists, structs and maps, each of which unfolds; null: nothing in it does. */
export function nestedView(json: string, folds: Folds, screen: Screen): View | null {
  const tree = treeOf(json);
  if (tree === null) return null;
  return html`<div class="json m" role="group" aria-label=${screen.acts.text.say('table.side.value')}>
    <span class="dim">${countText(tree, screen)}</span>${members(tree, { path: '', level: 1, folds, screen })}
  </div>`;
}

interface At {
  readonly path: string;
  readonly level: number;
  readonly folds: Folds;
  readonly screen: Screen;
}

const foldOf = ({ path, level, folds }: At) => folds.get(path) ?? { isOpen: level <= OPEN_LEVELS, limit: FEW };

function members(node: JsonNode, at: At): View {
  const { screen, folds, path } = at;
  const fold = foldOf(at);
  const rest = node.children.length - fold.limit;
  const more = () => {
    folds.set(path, { isOpen: true, limit: fold.limit * 10 });
    screen.world.draw();
  };
  return html`<ul>
    ${node.children.slice(0, fold.limit).map((child, place) => html`<li>${member(child, { ...at, path: `${path}.${place}`, level: at.level + 1 })}</li>`)}
    ${rest > 0 ? html`<li><button class="btn alt" @click=${more}>${screen.acts.text.say('table.more', { rest: screen.acts.text.number(rest) })}</button></li>` : nothing}
  </ul>`;
}

function member(node: JsonNode, at: At): View {
  const { screen, folds, path } = at;
  const name = html`<span class="key">${node.name}</span>`;
  if (node.bracket === null)
    return html`<div class="leaf">
      ${name}
      <span class="any" dir="auto">${node.text.slice(0, MOST_TEXT)}${node.text.length > MOST_TEXT ? '…' : ''}</span>
    </div>`;
  const fold = foldOf(at);
  const turned = ({ currentTarget }: Event) => {
    if (!(currentTarget instanceof HTMLDetailsElement) || currentTarget.open === fold.isOpen) return;
    folds.set(path, { ...fold, isOpen: currentTarget.open });
    screen.world.draw();
  };
  return html`<details ?open=${fold.isOpen} @toggle=${turned}>
    <summary>
      ${name} <span class="dim">${countText(node, screen)}${fold.isOpen ? nothing : ` ${preview(node)}`}</span>
    </summary>
    ${fold.isOpen ? members(node, at) : nothing}
  </details>`;
}

const countText = ({ bracket, children }: JsonNode, { acts: { text } }: Screen): string =>
  `${bracket}${text.number(children.length)}${bracket === '{' ? '}' : ']'}`;

const [PREVIEWED, PREVIEW_UNITS] = [8, 60];

function preview({ bracket, children }: JsonNode): string {
  const parts = children.slice(0, PREVIEWED).map(child => {
    const text = child.bracket === null ? child.text.slice(0, PREVIEW_UNITS) : `${child.bracket}…`;
    return bracket === '{' ? `${child.name}: ${text}` : text;
  });
  const all = parts.join(', ');
  return children.length > PREVIEWED || all.length > PREVIEW_UNITS ? `${all.slice(0, PREVIEW_UNITS)}…` : all;
}
