import type { CleaningBlock } from '../../src/model/cleaning.ts';
import type { CleaningPassage, CleaningPiece, CleaningView } from '../../src/protocol/cleaning.ts';
import { arrowDownIcon, arrowUpIcon, copyIcon, fileCodeIcon, goToFileIcon, playIcon } from '../common/icons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { unknownState } from '../common/stateIcons.ts';
import { problemState, waitingState, type Loaded } from '../common/states.ts';
import { percentText, reasonText, type Acts, type Screen } from './state.ts';

/** Why the picked block went or stayed, and the Markdown around it. */
export function side(view: CleaningView, screen: Screen): View {
  const { state, acts, ask } = screen;
  const { text } = acts;
  const { block, acted } = state;
  return html`<div class="right">
    <div class="pad card" aria-live="polite">
      ${acted?.state === 'failed' ? problemState(acted.problem, { text, ask }) : nothing}
      ${block === null || block.state === 'waiting' ? waitingState(text) : nothing}
      ${block?.state === 'failed' ? problemState(block.problem, { text, ask, retry: acts.reload }) : nothing}
      ${block?.state === 'here' ? card(block.value, view, screen) : nothing}
    </div>
    ${block?.state === 'here' && state.isFixOpen ? fix(block.value, screen) : nothing} ${markdown(screen)}
  </div>`;
}

function card(block: CleaningBlock, view: CleaningView, { state, acts }: Screen): View {
  const { text } = acts;
  const { reason, isDoubtful, tag, tokens, markdownTokens, selector, times, bytes } = block;
  const kind = isDoubtful ? 'doubtTitle' : reason === null ? 'keptTitle' : 'removedTitle';
  const [n, after] = [text.number(tokens), text.number(markdownTokens)];
  const share = percentText(text, tokens / Math.max(1, view.before.tokens));
  return html`<div class="row">
      <h2>
        ${text.say(`cleaning.${kind}`)}
        ${reason === null ? html`<span class="m">${tag}</span>` : reasonText(text, reason)}
      </h2>
      <span class="sp n"
        >${reason === null ? text.say('cleaning.keptTokens', { tokens: n, after }) : text.say('cleaning.removedTokens', { tokens: n })}</span
      >
    </div>
    <p>${whyText(block, view, acts)}</p>
    <dl class="kv s">
      <dt>${text.say('cleaning.block')}</dt>
      <dd class="m">
        ${selector || tag}${times > 1 ? html`, ${text.say('cleaning.times', { n: text.number(times) })}` : nothing}
      </dd>
      <dt>${text.say('cleaning.weight')}</dt>
      <dd>${text.say('cleaning.weightOf', { bytes: text.number(bytes), percent: share })}</dd>
    </dl>
    <p class="row">
      ${
        reason === null
          ? nothing
          : html`<button class="btn alt" aria-expanded=${state.isFixOpen} aria-controls="fix" @click=${acts.toggleFix}>
              ${unknownState}${text.say('cleaning.wrong')}
            </button>`
      }
      <button class="tool" @click=${acts.openHtml}>${goToFileIcon}<span>${text.say('cleaning.openHtml')}</span></button>
      <button class="tool" @click=${acts.openMarkdown}>
        ${fileCodeIcon}<span>${text.say('cleaning.openMarkdown')}</span>
      </button>
    </p>`;
}

function whyText(
  { reason, why, words, links, linkShare, isDoubtful, from, at }: CleaningBlock,
  view: CleaningView,
  { text }: Acts,
): string {
  if (reason === null)
    return text.say(`cleaning.why.${view.isOn ? (from === 0 && at > 0 ? 'title' : 'kept') : 'whole'}`);
  const said = [text.say(`cleaning.why.${why?.by ?? 'line'}`, { word: why?.word ?? '' })];
  const counted = text.count('cleaning.words', words);
  if (words > 0 && links > 0)
    said.push(
      text.say('cleaning.figures', {
        words: counted,
        links: text.count('cleaning.links', links),
        percent: percentText(text, linkShare),
      }),
    );
  if (words > 0 && links === 0) said.push(text.say('cleaning.figuresNoLink', { words: counted }));
  if (isDoubtful) said.push(text.say('cleaning.doubt'));
  return said.join(' ');
}

/** What would keep it, each with what it brings. */
function fix({ selector, canKeep }: CleaningBlock, { state, acts }: Screen): View {
  const { text } = acts;
  const { effects } = state;
  if (!canKeep) return html`<div class="pad fix" id="fix"><p>${text.say('cleaning.cannotKeep')}</p></div>`;
  const way = (name: string, keep: string | null, effect: Loaded<{ before: number; after: number }> | undefined) =>
    html`<div class="way">
      <p>
        <span class="b">${text.say(`cleaning.${name}`)}</span>
        <span class="dim" aria-live="polite">${effectText(effect, acts)}</span>
      </p>
      <pre class="s">${settingText(keep)}</pre>
      <p class="row">
        <button class="btn alt" @click=${() => acts.runWith(keep)}>${playIcon}${text.say('cleaning.runWith')}</button>
        <button class="tool" @click=${() => acts.copySetting(keep)}>
          ${copyIcon}<span>${text.say('cleaning.copySetting')}</span>
        </button>
      </p>
    </div>`;
  return html`<div class="pad fix" id="fix">
    ${way('keepThis', selector, effects?.keep)} ${way('keepWhole', null, effects?.whole)}
    <p class="s dim">
      ${text.say('cleaning.fixNote')}
      <button class="link" @click=${acts.openInput}>${text.say('cleaning.openInput')}</button>
    </p>
  </div>`;
}

export const settingText = (keep: string | null): string =>
  keep === null
    ? 'conversion_config:\n  main_content: false'
    : `conversion_config:\n  keep:\n    - '${keep.replaceAll("'", "''")}'`;

function effectText(effect: Loaded<{ before: number; after: number }> | undefined, { text }: Acts): string {
  if (effect?.state === 'failed') return '';
  if (effect?.state !== 'here') return text.say('cleaning.measuring');
  const difference = effect.value.after - effect.value.before;
  if (difference === 0) return text.say('cleaning.noEffect');
  return text.say('cleaning.effect', {
    difference: `${difference > 0 ? '+' : '−'}${text.number(Math.abs(difference))}`,
  });
}

function markdown({ state, acts, ask }: Screen): View {
  const { text } = acts;
  const { passage } = state;
  if (passage?.state === 'failed') return html`<div class="pad">${problemState(passage.problem, { text, ask })}</div>`;
  if (passage?.state !== 'here') return html`${nothing}`;
  const { from, pieces, total } = passage.value;
  const turn = (step: -1 | 1, key: string, icon: View) =>
    html`<button class="tool more" @click=${() => acts.turn(step)}>${icon}${text.say(`cleaning.${key}`)}</button>`;
  return html`<div class="doc scroll" tabindex="0" role="region" aria-label=${text.say('cleaning.passage')}>
    ${from > 0 ? turn(-1, 'earlier', arrowUpIcon) : nothing} ${pieces.map(piece => drawPiece(piece, state, acts))}
    ${isEnd(passage.value) ? nothing : turn(1, 'later', arrowDownIcon)}
    <span class="vh">${text.number(total)}</span>
  </div>`;
}

export const isEnd = ({ from, pieces, total }: CleaningPassage): boolean => from + pieces.length >= total;

function drawPiece(piece: CleaningPiece, state: Screen['state'], acts: Acts): View {
  const { at, reason, tokens, text: content, isCut } = piece;
  const { text } = acts;
  const classes = `${state.picked === at ? 'on' : ''} ${state.hovered === at ? 'lit' : ''}`;
  const over = () => acts.hover(at);
  const out = () => acts.hover(null);
  if (reason !== null)
    return html`<span
      class="cut ${classes}"
      data-b=${at}
      @click=${() => acts.pickBlock(at)}
      @mouseenter=${over}
      @mouseleave=${out}
      ><span class="lb"
        >${text.say('cleaning.cut', { reason: reasonText(text, reason), tokens: text.number(tokens) })}</span
      ></span
    >`;
  if (content === '') return html`${nothing}`;
  return html`<span
    class="mk ${classes} ${content.startsWith('#') ? 'b' : ''}"
    data-b=${at}
    @click=${() => acts.pickBlock(at)}
    @mouseenter=${over}
    @mouseleave=${out}
    >${content}${isCut ? html`… <span class="dim s">${text.say('cleaning.pieceCut')}</span>` : nothing}</span
  >`;
}
