import type { StepView } from '../../src/model/workshop/stepView.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { warnState } from '../common/stateIcons.ts';
import { minutesOf, type Acts, type Screen } from './state.ts';
import { verdictText } from './verdictText.ts';
import { paceText } from './way.ts';

export function head(view: StepView, { state, acts }: Screen): View {
  const { text } = acts;
  const { part, step, workshop } = view;
  const place = part.steps.findIndex(({ id }) => id === step.id);
  return html`<header class="head">
    <p class="s dim">${text.say('step.partLine', { workshop, part: part.number, title: part.title })}</p>
    <div class="row">
      <h1 tabindex="-1">${step.number} ${step.title}</h1>
      <span class="dim">${text.say('step.place', { at: place + 1, steps: part.steps.length })}</span>
      ${step.isOptional ? html`<span class="count">${text.say('step.optional')}</span>` : nothing}
    </div>
    <p class="lede">
      <span class="b">${state.isAgain ? text.say('step.lede.quiz') : verdictText(view, text)}</span>
      <span class="priv">${figures(view, acts)}</span>
    </p>
    ${step.lacks.length > 0 ? lacking(view, acts) : nothing}
  </header>`;
}

/** How long, how often, with how much help; and whether the part is on time. */
function figures(view: StepView, acts: Acts): string {
  const { text } = acts;
  const { step, tries, hintsShown } = view;
  const minutes = { used: text.number(minutesOf(step.spentMs)), planned: text.number(step.minutes) };
  const facts = [
    text.say('step.minutesOf', minutes),
    ...(view.checks > 0 && tries > 0 ? [text.count('unit.try', tries)] : []),
    ...(hintsShown > 0 ? [text.count('unit.hint', hintsShown)] : []),
  ];
  const pace = paceText(view, acts);
  const said = facts.join(', ');
  return pace === null
    ? text.say('step.figuresUntimed', { facts: said })
    : text.say('step.figures', { facts: said, pace });
}

const lacking = ({ step }: StepView, { text }: Acts): View =>
  html`<p class="st warn">
    ${warnState}<span
      >${step.lacks.map(one => text.say(`step.lacks.${one}`)).join(' ')} ${text.say('step.lacksWhy')}</span
    >
  </p>`;
