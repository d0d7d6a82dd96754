import type { JournalEvent, StartedEvent } from '../model/event.ts';
import { reasonSentence, sentence } from './describe.ts';
import { useText } from './embeddingUse.ts';
import type { Words } from './texts.ts';

/** An event for a person: id, local time, type; below it, indented, what it is about. Names are the event's own. */
export const describeEvents = (words: Words, events: readonly JournalEvent[]): string[] =>
  events.flatMap(event => [
    `${String(event.eventId).padStart(5)}  ${new Date(event.eventTime).toLocaleString('sv')}  ${event.eventType}`,
    ...detailsOf(words, event).map(line => `         ${line}`),
  ]);

function detailsOf(words: Words, event: JournalEvent): string[] {
  const { attributes } = event;
  const uri = 'uri' in attributes ? attributes.uri : '';
  return [
    ...('activityType' in attributes ? [`${attributes.activityType}  ${uri}`] : []),
    ...('range' in attributes ? [`ApiIngestionWorkflow  ${attributes.workflowId}`] : []),
    ...(event.eventType === 'WorkflowExecutionStarted' ? beginning(event.attributes) : []),
    ...fieldsOf(attributes),
    ...('embedding' in attributes && attributes.embedding ? [useText(words, attributes.embedding)] : []),
    ...('result' in attributes ? [list(scalarsOf(attributes.result))] : []),
    ...('page' in attributes && attributes.page ? [list(Object.entries(attributes.page))] : []),
    ...('partition' in attributes && attributes.partition ? [list(scalarsOf(attributes.partition))] : []),
    ...('skipped' in attributes && attributes.skipped ? [reasonSentence(words, uri, attributes.skipped)] : []),
    ...('failure' in attributes ? [sentence(words, attributes.failure)] : []),
  ].filter(line => line !== '');
}

/** The Sources that INPUT names, the first of them where they are many. */
function beginning(started: StartedEvent['attributes']): string[] {
  if (started.workflowType !== 'IngestionWorkflow') return [list(Object.entries(started.input))];
  const { input, options } = started;
  const shown = input.sources.slice(0, 5).map(({ uri }) => `  ${uri}`);
  const more = input.sources.length > shown.length ? ['  …'] : [];
  const { inputFile, only, from } = options;
  const chosen = Object.entries({ inputFile, only, from }).filter(([, value]) => value !== null);
  return [list(chosen), `sources: ${input.sources.length}`, ...shown, ...more];
}

/** In the order in which they are told; keys, hashes and the whole Source are for `--format json`. */
const FIELDS = [
  'attempt',
  'retryState',
  'startToFireTimeoutMs',
  'artifact',
  'chunks',
  'bytes',
  'reused',
  'signalName',
  'reason',
  'identity',
];

function fieldsOf(attributes: JournalEvent['attributes']): string[] {
  const values = new Map<string, unknown>(Object.entries(attributes));
  const told = FIELDS.map(name => [name, values.get(name)] as const).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  return [list(told)];
}

/** Lists and objects are for `--format json`. */
const scalarsOf = (fields: object): [string, unknown][] =>
  Object.entries(fields).filter(([, value]) => value !== null && typeof value !== 'object');

const list = (entries: readonly (readonly [string, unknown])[]): string =>
  entries.map(([name, value]) => `${name}: ${String(value)}`).join(', ');
