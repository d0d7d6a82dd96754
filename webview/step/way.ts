import { minutesLate } from '../../src/model/workshop/outline.ts';
import type { StepView } from '../../src/model/workshop/stepView.ts';
import { html, nothing, svg, type View } from '../common/lit.ts';
import { walk } from '../common/walk.ts';
import { minutesOf, type Acts } from './state.ts';
import { stretchesOf, type Stretch } from './stretches.ts';

/** Of the width: below it a number does not fit. */
const NARROW = 0.075;
/** Between two steps. */
const GAP = 0.4;

/** The part as one line of steps: one tab stop, arrows move, Enter goes there. */
export function way({ part, step }: StepView, acts: Acts): View {
  const { text } = acts;
  const place = part.steps.findIndex(({ id }) => id === step.id);
  const stretches = stretchesOf(part.steps);
  const used = minutesOf(part.spentMs);
  const label = text.say(part.minutes === 0 ? 'step.wayUntimed' : 'step.way', {
    ...{ part: part.number, used: text.number(used), planned: text.number(part.minutes) },
    ...{ at: place + 1, steps: part.steps.length },
  });
  const press = (event: KeyboardEvent) => {
    // SAFETY: the listener stands on the line itself.
    const links = [...(event.currentTarget as Element).querySelectorAll<SVGAElement>('a')];
    const at = links.findIndex(link => link === document.activeElement);
    const next = links[walk(event.key, at, links.length, 'across') ?? -1];
    if (!next) return;
    event.preventDefault();
    for (const link of links) link.setAttribute('tabindex', link === next ? '0' : '-1');
    next.focus();
  };
  const end = stretches.reduce((sum, stretch) => sum + stretch.used, 0);
  return html`<nav class="where" aria-label=${text.say('step.steps')}>
    <svg class="way" role="group" aria-label=${label} @keydown=${press}>
      ${stretches.map(stretch => drawn(stretch, stretch.mark.id === step.id, acts))}
      ${end > 0 ? svg`<line class="nl" x1="${percent(end)}" x2="${percent(end)}" y1="0" y2="100%" />` : nothing}
    </svg>
  </nav>`;
}

const percent = (share: number): string => `${share.toFixed(2)}%`;

function drawn({ mark, from, width, usedFrom, used }: Stretch, isHere: boolean, { text, go }: Acts) {
  const says = [
    `${mark.number} ${mark.title}`,
    text.say(`step.standing.${mark.standing}`),
    text.say('step.minutesOf', { used: text.number(minutesOf(mark.spentMs)), planned: text.number(mark.minutes) }),
  ].join(', ');
  const click = (event: Event) => {
    event.preventDefault();
    if (!isHere) go(mark.id);
  };
  const tick = mark.standing === 'passed' ? '✓ ' : mark.standing === 'failed' ? '✗ ' : '';
  const shape = mark.standing === 'passed' ? 'pv dn' : 'pv';
  return svg`<a href="#${mark.id}" tabindex=${isHere ? 0 : -1} aria-current=${isHere ? 'step' : nothing}
      @click=${click}><title>${says}</title>
      <rect class=${shape} x=${percent(from)} width=${percent(Math.max(0.2, width - GAP))}></rect>
      <text aria-hidden="true" class=${width < 100 * NARROW ? 'sm' : ''} x=${percent(from + (width - GAP) / 2)} dy="1.2rem">${tick}${mark.number}</text>
    </a>${
      used > 0
        ? svg`<rect class=${isHere ? 'cu' : 'ac'} x=${percent(usedFrom)} width=${percent(used)}></rect>`
        : nothing
    }`;
}

/** Ahead, on time or behind, in words; null where no time is planned. */
export function paceText({ part, step }: StepView, { text }: Acts): string | null {
  const late = minutesLate(part, step.id);
  if (late === null) return null;
  if (late > 0) return text.say('step.late', { minutes: text.count('unit.minute', late) });
  return late < 0 ? text.say('step.early', { minutes: text.count('unit.minute', -late) }) : text.say('step.onTime');
}
