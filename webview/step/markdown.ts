import { readMarkdown, type Block } from '../../src/model/workshop/markdown.ts';
import { plainText, readInline, type Inline } from '../../src/model/workshop/markdownInline.ts';
import { copyIcon } from '../common/icons.ts';
import { iconButton } from '../common/iconButton.ts';
import { html, nothing, type View } from '../common/lit.ts';
import type { Acts } from './state.ts';

export interface MarkdownWorld {
  /** By their links in the text, as `data:` addresses. */
  readonly pictures: Readonly<Record<string, string>>;
  readonly acts: Acts;
  /** In a label nothing is pressed by itself: links are words. */
  readonly isFlat?: boolean;
}

/** A text of a workshop. lit escapes all of it; what is no known form is text. */
export const markdown = (text: string, world: MarkdownWorld): View[] =>
  readMarkdown(text).map(one => block(one, world));

/** What stands in a sentence or a label of the page. */
export const inlineText = (text: string, acts: Acts, isFlat = false): View[] =>
  line(readInline(text), { pictures: {}, acts, isFlat });

function block(one: Block, world: MarkdownWorld): View {
  const inner = (blocks: readonly Block[]) => blocks.map(inside => block(inside, world));
  switch (one.kind) {
    case 'heading':
      return html`<h3>${line(one.parts, world)}</h3>`;
    case 'paragraph':
      return paragraph(one.parts, world);
    case 'code':
      return code(one, world);
    case 'quote':
      return html`<blockquote class="call"><div class="stack">${inner(one.blocks)}</div></blockquote>`;
    case 'rule':
      return html`<hr />`;
    case 'table':
      return table(one, world);
    case 'list': {
      const items = one.items.map(item => html`<li>${isTight(item) ? tight(item, world) : inner(item)}</li>`);
      return one.first === null
        ? html`<ul>
            ${items}
          </ul>`
        : html`<ol start=${one.first}>
            ${items}
          </ol>`;
    }
  }
}

/** A picture that stands alone is a figure; its words are its caption, too. */
function paragraph(parts: readonly Inline[], world: MarkdownWorld): View {
  const [only] = parts;
  return parts.length === 1 && only?.kind === 'picture'
    ? html`<figure class="pic">${inline(only, world)}</figure>`
    : html`<p>${line(parts, world)}</p>`;
}

const isTight = (item: readonly Block[]): boolean => item[0]?.kind === 'paragraph';

function tight([first, ...rest]: readonly Block[], world: MarkdownWorld): View {
  const words = first?.kind === 'paragraph' ? line(first.parts, world) : nothing;
  return html`${words}${rest.map(one => block(one, world))}`;
}

function code({ text, language }: Extract<Block, { kind: 'code' }>, { acts }: MarkdownWorld): View {
  const name = acts.text.say('step.code', { language: language || acts.text.say('step.plainCode') });
  return html`<div class="cb">
    <pre tabindex="0" role="region" aria-label=${name}>${text}</pre>
    ${iconButton(acts.text.say('step.copy'), copyIcon, () => acts.copy(text))}
  </div>`;
}

function table({ head, rows }: Extract<Block, { kind: 'table' }>, world: MarkdownWorld): View {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${world.acts.text.say('step.table')}>
    <table class="t">
      <thead>
        <tr>
          ${head.map(cell => html`<th scope="col">${line(cell, world)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          row =>
            html`<tr>
              ${row.map(cell => html`<td>${line(cell, world)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

const line = (parts: readonly Inline[], world: MarkdownWorld): View[] => parts.map(part => inline(part, world));

function inline(part: Inline, world: MarkdownWorld): View {
  switch (part.kind) {
    case 'text':
      return html`${part.text}`;
    case 'code':
      return html`<code class="m">${part.text}</code>`;
    case 'strong':
      return html`<strong class="b">${line(part.parts, world)}</strong>`;
    case 'em':
      return html`<em>${line(part.parts, world)}</em>`;
    case 'break':
      return html`<br />`;
    case 'picture': {
      const data = world.pictures[part.from];
      return data === undefined ? html`<em>${part.says}</em>` : html`<img src=${data} alt=${part.says} />`;
    }
    case 'link':
      return link(part, world);
  }
}

/** Addresses of the web are VS Code's to open; files are ours; what is neither is only read. */
function link({ to, parts }: Extract<Inline, { kind: 'link' }>, world: MarkdownWorld): View {
  const words = line(parts, world);
  if (world.isFlat) return html`${words}`;
  if (/^(?:https?:\/\/|mailto:)/i.test(to)) return html`<a href=${to}>${words}</a>`;
  if (/^[a-z][a-z0-9+.-]*:/i.test(to) || to.startsWith('#')) return html`${plainText(parts)}`;
  return html`<button class="link" @click=${() => world.acts.follow(to)}>${words}</button>`;
}
