import type { JournalEvent } from '../../../model/event.ts';
import type { WorkshopCheck } from '../../../model/generated/types.ts';
import { valueAt } from '../../textTree.ts';
import { shown } from '../../inputFault.ts';
import { countFault, ofText } from './counts.ts';
import { pathSteps } from './inText.ts';
import { failed, isSource, PASSED, reason, type Judge } from './judgement.ts';

/** Events of one type in the newest run, of a stage, of a Source, with these attributes: how many there are. */
export const judgeEvent: Judge = async ({ world }, check) => {
  const told = await world.events();
  const wanted = Object.entries(check.attributes ?? {});
  const said = wanted.map(([name, value]) => `${name} = ${value}`);
  const params = { event: check.event ?? '', of: ofText(check.stage, check.source, ...said) };
  if (!told) return failed(reason('event_at_least', { ...params, count: check.at_least ?? 1 }), reason('no_run'));
  const { path, events } = told;
  const near = events.filter(event => isNear(event, check));
  const found = near.filter(event => wanted.every(([name, value]) => attribute(event, name) === value));
  const { at_most: most } = check;
  // The line of the first one too many, or of the last one that is nearly it.
  const tooMany = most === null || most === undefined ? undefined : found[most];
  const line = (tooMany ?? near.at(-1))?.eventId;
  const where = line === undefined ? { path } : { path, line };
  const fault = countFault(check, { of: 'event', params, count: found.length, where });
  const last = near.at(-1);
  const differs = wanted.find(([name, value]) => last !== undefined && attribute(last, name) !== value);
  if (fault && isUninterrupted(check, events)) return { ...fault, found: reason('never_interrupted') };
  if (!fault || tooMany || !last || !differs) return fault ?? PASSED;
  const is = { name: differs[0], value: shown(attribute(last, differs[0]) ?? '–'), line: last.eventId };
  return { ...fault, found: reason('event_differs', { count: found.length, ...is }) };
};

/** It was to be taken up again, and went through at one go. */
const isUninterrupted = ({ event }: WorkshopCheck, events: readonly JournalEvent[]): boolean =>
  event === 'WorkflowExecutionUnpaused' &&
  events.some(({ eventType }) => eventType === 'WorkflowExecutionCompleted') &&
  !events.some(({ eventType }) => eventType === event);

const isNear = ({ eventType, attributes }: JournalEvent, { event, stage, source }: WorkshopCheck): boolean =>
  eventType === event &&
  (!stage || ('activityType' in attributes && attributes.activityType === stage)) &&
  (!source || ('uri' in attributes && isSource(attributes.uri, source)));

const attribute = ({ attributes }: JournalEvent, path: string): unknown => valueAt(attributes, pathSteps(path));
