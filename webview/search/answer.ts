import type { Answer, SearchScope } from '../../src/protocol/search.ts';
import { closeIcon } from '../common/icons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { problemState } from '../common/states.ts';
import { figure, type Acts } from './acts.ts';
import type { State, Writing } from './state.ts';

/** What a chat model writes, with citations that lead to the passages; or that there is none. */
export function answerPart({ chatModel }: SearchScope, { writing }: State, acts: Acts): View | typeof nothing {
  if (writing === null) return nothing;
  const { text } = acts;
  const { end } = writing;
  return html`<section class="sec stack answer" aria-label=${text.say('search.answerTitle')}>
    <div class="row">
      <h2>${text.say('search.answerTitle')}</h2>
      ${chatModel === null ? nothing : html`<span class="s dim">${chatModel}</span>`}
      ${
        end.state === 'waiting'
          ? html`<button class="btn alt sp" @click=${acts.cancel}>${closeIcon}${text.say('search.cancel')}</button>`
          : nothing
      }
    </div>
    ${
      writing.text === ''
        ? nothing
        : html`<p class="full" aria-live="off">${withCitations(writing.text, passagesOf(writing), acts)}</p>`
    }
    ${outcome(writing, acts)}
  </section>`;
}

const passagesOf = ({ end }: Writing): number => (end.state === 'here' ? end.value.found.results.length : 0);

/** `[2]` of a passage that there is becomes a button; any other stays text. */
function withCitations(answer: string, passages: number, { text, cite }: Acts): View[] {
  return answer.split(/(\[\d{1,4}(?:\s*[,;]\s*\d{1,4})*\])/).flatMap((part, at) => {
    if (at % 2 === 0) return [html`${part}`];
    return part
      .slice(1, -1)
      .split(/[,;]/)
      .map(Number)
      .map(number =>
        number >= 1 && number <= passages
          ? html`<button class="cite" aria-label=${text.say('search.cite', { number })} @click=${() => cite(number)}>
              ${number}
            </button>`
          : html`<s class="dim">[${number}]</s>`,
      );
  });
}

function outcome({ end }: Writing, acts: Acts): View {
  const { text } = acts;
  switch (end.state) {
    case 'waiting':
      return html`<p class="dim s" role="status">${text.say('search.writing')}</p>`;
    case 'cancelled':
      return html`<p class="dim s" role="status">${text.say('search.cancelled')}</p>`;
    case 'failed':
      return problemState(end.problem, { text, ask: acts.shell, retry: acts.answer });
    case 'here':
      return html`${remarks(end.value, acts).map(line => html`<p class="dim s" role="status">${line}</p>`)}`;
  }
}

function remarks({ answer, invented, chatModel, usage, cut, found }: Answer, { text }: Acts): string[] {
  if (chatModel === null) return [text.say('error.chat_model_missing', { variable: 'INGESTION_WORKSHOP_CHAT_MODEL' })];
  if (answer === null) return [text.say(found.nothingClose ? 'error.nothing_close' : 'search.nobody')];
  const figures = usage && {
    prompt: text.number(usage.promptTokens),
    written: text.number(usage.answerTokens),
    cost: figure(text, usage.cost ?? 0, 5),
  };
  return [
    ...(cut ? [text.say('error.answer_cut')] : []),
    ...(invented.length > 0 ? [text.say('error.citations_invented', { numbers: invented.join(', ') })] : []),
    ...(figures ? [text.say(usage.cost === null ? 'search.usage' : 'search.usageCost', figures)] : []),
  ];
}
