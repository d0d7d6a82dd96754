import type { CarriedFile } from './call.ts';
import { isCarriedFile } from './carried.ts';
import { CARRIED_READ, CARRIED_SIGNAL } from './names.ts';
import { isRecord } from './readInput.ts';
import type { ExecutionId, ServerEvent } from './serverEvent.ts';
import type { Then, Translation } from './translation.ts';

/**
 * What was too large for a payload comes as answers of CARRIED_READ, or as signals of who resumed the run. Only what
 * somebody waits for is kept.
 */
export function awaitCarried({ awaited }: Translation, what: CarriedFile | 'signals', then: Then): void {
  const name = what === 'signals' ? CARRIED_SIGNAL : what.sha256;
  awaited.set(name, { texts: new Map(), then: [...(awaited.get(name)?.then ?? []), then] });
}

/** True: it was about that alone. */
export function hearOfCarried(translation: Translation, { runId }: ExecutionId, event: ServerEvent): boolean {
  const { eventType, attributes, eventId, eventTime } = event;
  const { input = [], activityType, scheduledEventId, signalName, result } = attributes;
  if (eventType === 'WorkflowExecutionSignaled' && signalName === CARRIED_SIGNAL) {
    const [at, text, pieces] = input;
    receive(translation, { name: CARRIED_SIGNAL, at, text, pieces, eventTime });
    return true;
  }
  if (eventType === 'ActivityTaskScheduled' && activityType === CARRIED_READ) {
    const [, file, at] = input;
    if (isCarriedFile(file)) translation.reads.set(`${runId}/${eventId}`, { name: file.sha256, at });
    return true;
  }
  const read = translation.reads.get(`${runId}/${scheduledEventId}`);
  if (!read) return false;
  if (eventType === 'ActivityTaskCompleted' && isRecord(result))
    receive(translation, { ...read, text: result['text'], pieces: result['pieces'], eventTime });
  return true;
}

interface Received {
  readonly name: string;
  readonly at: unknown;
  readonly text: unknown;
  readonly pieces: unknown;
  readonly eventTime: string;
}

function receive({ awaited }: Translation, { name, at, text, pieces, eventTime }: Received): void {
  const waiting = awaited.get(name);
  if (!waiting || typeof at !== 'number' || typeof text !== 'string') return;
  waiting.texts.set(at, text);
  if (waiting.texts.size !== pieces) return;
  awaited.delete(name);
  const value: unknown = JSON.parse(Array.from(waiting.texts.keys(), (_, place) => waiting.texts.get(place)).join(''));
  for (const then of waiting.then) then(value, eventTime);
}
