import {
  partStanding,
  type PartOutline,
  type StepMark,
  type StepStanding,
} from '../../../model/workshop/outline.ts';
import type { Problem } from '../../../model/problem.ts';
import { isUnreadProgress } from '../../../model/workshop/progress.ts';
import type { ToldOutline } from '../../../protocol/workshop.ts';
import { commandId } from '../../commandId.ts';
import { escapeMarkdown, type Icon, type ItemView } from '../../itemView.ts';
import type { WorkshopNode, WorkshopPartNode, WorkshopStepNode } from '../../nodes.ts';
import { problemText } from '../../problemText.ts';
import type { Text } from '../../text.ts';

const ICONS: Readonly<Record<StepStanding, Icon>> = {
  ahead: { own: 'discovered' },
  open: { own: 'in-progress' },
  failed: { codicon: 'error', color: 'charts.red' },
  passed: { codicon: 'pass', color: 'charts.green' },
  lacking: { codicon: 'circle-slash', color: 'descriptionForeground' },
};

const MINUTE_MS = 60_000;

export const rowId = (node: WorkshopNode | WorkshopPartNode | WorkshopStepNode): string =>
  [node.folder, node.workshop, 'part' in node ? `part ${node.part}` : 'step' in node ? node.step : ''].join(' ');

/** `6 of 8 min`; before anything was used: `8 min`. To the nearest minute. */
export const minutesText = (spentMs: number, minutes: number, text: Text): string =>
  spentMs === 0
    ? text.say('step.minutes', { planned: text.number(minutes) })
    : text.say('step.minutesOf', { used: text.number(Math.round(spentMs / MINUTE_MS)), planned: text.number(minutes) });

/** Where several are followed, or one that cannot be read. */
export function workshopItem(node: WorkshopNode, { outline, problem }: ToldOutline, text: Text): ItemView {
  const label = outline?.title ?? node.workshop;
  const why = problem ? problemText(problem, text) : '';
  return {
    ...{ id: rowId(node), label, description: why, tooltip: escapeMarkdown(why || label), children: outline !== null },
    icon: problem ? { codicon: 'warning', color: 'charts.yellow' } : { codicon: 'mortar-board' },
    contextValue: problem && isUnreadProgress(problem) ? 'workshop unread' : 'workshop',
    accessibility: why ? `${label}, ${why}` : label,
    ...(problem && openFault(problem, text)),
  };
}

/** To the line that has to be corrected, where a file is the fault. */
function openFault({ file, line = 1, column = 1 }: Problem, text: Text): Pick<ItemView, 'command'> {
  if (file === undefined) return {};
  const title = text.say('tree.open', { file: file.split(/[\\/]/).at(-1) ?? '' });
  return { command: { id: 'vscode.open', title, file, line, column } };
}

export function partItem(node: WorkshopPartNode, part: PartOutline, text: Text): ItemView {
  const standing = partStanding(part);
  const label = `${part.number} ${part.title}`;
  // At home nobody counts: its steps say how long each takes.
  const description = part.minutes === 0 ? '' : minutesText(part.spentMs, part.minutes, text);
  const facts = [label, text.say(`step.standing.${standing}`), ...(description ? [description] : [])];
  return {
    ...{ id: rowId(node), label, description, tooltip: escapeMarkdown(label), icon: ICONS[standing], children: true },
    ...{ contextValue: 'part', accessibility: facts.join(', ') },
  };
}

/** `isHere`: the one that the learner is at. */
export function stepItem(
  node: WorkshopStepNode,
  mark: StepMark,
  { isHere, text }: { readonly isHere: boolean; readonly text: Text },
): ItemView {
  const label = `${mark.number} ${mark.title}`;
  const facts = [
    ...(isHere ? [text.say('step.here')] : []),
    text.say(`step.kind.${mark.kind}`),
    minutesText(mark.spentMs, mark.minutes, text),
    ...(mark.isOptional && mark.lacks.length === 0 ? [text.say('step.optional')] : []),
    ...mark.lacks.map(one => text.say(`step.lacks.${one}`)),
  ];
  const standing = text.say(`step.standing.${mark.standing}`);
  return {
    ...{ id: rowId(node), label, description: facts.join(' · '), icon: ICONS[mark.standing], children: false },
    tooltip: [escapeMarkdown(label), standing, ...facts].join('  \n'),
    contextValue: mark.standing === 'passed' ? 'step passed' : 'step',
    accessibility: [label, standing, ...facts].join(', '),
    command: { id: commandId('openWorkshopStep'), title: text.say('step.open'), node },
  };
}
