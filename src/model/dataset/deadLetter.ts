import type { ProblemKind, Reason } from '../problem.ts';
import { exactJson } from '../table/exactJson.ts';
import { isStruct, type Row, type Value } from '../table/value.ts';

/** What was asked when it came: enough to ask again, no secret in it. */
export interface DeadRequest {
  readonly url: string;
}

/** What could not be ingested, as it is found. */
export interface DeadLetterDraft {
  readonly reason: Reason;
  readonly kind: ProblemKind;
  /** Null: not known. */
  readonly partitionDate: string | null;
  /** Null: only the request is known. */
  readonly record: Row | null;
  readonly request: DeadRequest | null;
}

/** What is kept of it; the same record with the same reason is one letter, however often it comes. */
export interface DeadLetter extends DeadLetterDraft {
  /** 16 hex digits. */
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly firstSeen: string;
  /** How many runs and replays have tried it. */
  readonly attempts: number;
}

/** A line of a file: a letter when it is first seen, and a word about it each time it comes again. */
export type DeadLetterLine =
  | { readonly kind: 'letter'; readonly letter: DeadLetter; readonly run: string }
  | { readonly kind: 'seen'; readonly id: string; readonly run: string };

export const deadLetterId = (draft: DeadLetterDraft, sha256: (text: string) => string): string =>
  sha256(`${draft.reason.code}\n${draft.record ? exactJson(draft.record) : (draft.request?.url ?? '')}`).slice(0, 16);

export function writeLetter(
  { id, reason, kind, partitionDate, record, request, firstSeen }: DeadLetter,
  run: string,
): string {
  const { code, params } = reason;
  return exactJson({
    id,
    reason: code,
    params,
    kind,
    partition_date: partitionDate,
    record,
    request: plain(request),
    first_seen: firstSeen,
    run,
  });
}

const plain = (request: DeadRequest | null): Value => request && { url: request.url };

export const writeSeen = (id: string, run: string): string => JSON.stringify({ id, seen_again: run });

/** Undefined when it is neither: people edit these lines. */
export function readLetterLine(value: Value): DeadLetterLine | undefined {
  if (!isStruct(value) || typeof value['id'] !== 'string' || !/^[0-9a-f]{16}$/.test(value['id'])) return undefined;
  const { id, seen_again: again, run } = value;
  if (typeof again === 'string') return { kind: 'seen', id, run: again };
  const letter = readLetter(value, id);
  return letter && typeof run === 'string' ? { kind: 'letter', letter, run } : undefined;
}

function readLetter(value: Row, id: string): DeadLetter | undefined {
  const { reason: code, params = {}, kind, partition_date: date = null, record = null, first_seen: firstSeen } = value;
  if (typeof code !== 'string' || !isStruct(params) || typeof firstSeen !== 'string') return undefined;
  if (!(date === null || typeof date === 'string') || !(record === null || isStruct(record))) return undefined;
  const request = isStruct(value['request']) ? value['request']['url'] : null;
  return {
    id,
    reason: { code, params: readParams(params) },
    kind: KINDS.find(known => known === kind) ?? 'data',
    partitionDate: date,
    record,
    request: typeof request === 'string' ? { url: request } : null,
    firstSeen,
    attempts: 1,
  };
}

const KINDS: readonly ProblemKind[] = ['usage', 'config', 'data', 'transient', 'system'];

const readParams = (params: Row): Reason['params'] =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'number' ? value : String(value)]),
  );
