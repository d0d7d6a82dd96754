import { isGrpcServiceError } from '@temporalio/client';
import { fail, type ProblemError } from '../model/problem.ts';
import type { TemporalPlace } from '../model/temporal/place.ts';
import { connectionProblem } from './connectionProblem.ts';

/** gRPC's status codes: https://grpc.io/docs/guides/status-codes/ */
const CANCELLED = 1;
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;
/** INVALID_ARGUMENT, RESOURCE_EXHAUSTED: what a payload that is too large gets, from the server or on the way to it. */
const MAY_BE_SIZE = [3, 8];

/** What a server, or its absence, makes of a question; `runId`: whom it was about. */
export function serverProblem(thrown: unknown, place: TemporalPlace, runId = ''): ProblemError {
  const name = thrown instanceof Error ? thrown.name : '';
  const code = codeOf(thrown);
  const reason = messageOf(thrown);
  if (name === 'WorkflowExecutionAlreadyStartedError' || code === ALREADY_EXISTS)
    return fail('usage', 'run_exists', { run: runId }, thrown);
  const isNamespace = name === 'NamespaceNotFoundError' || /namespace/i.test(reason);
  if (name === 'WorkflowNotFoundError' || (code === NOT_FOUND && !isNamespace)) return notThere(reason, runId, thrown);
  if (name === 'NamespaceNotFoundError')
    return fail('config', 'temporal_namespace', { address: place.address, namespace: place.namespace }, thrown);
  if (code !== undefined && MAY_BE_SIZE.includes(code) && /size|larger|too large|exceeds/i.test(reason))
    return fail('config', 'temporal_payload_too_large', { address: place.address, reason }, thrown);
  if (code === CANCELLED) return fail('transient', 'temporal_unreachable', { address: place.address }, thrown);
  return connectionProblem(thrown, place);
}

/** The server says so of one that has ended, too. */
const notThere = (reason: string, run: string, thrown: unknown): ProblemError =>
  fail('usage', /completed/i.test(reason) ? 'run_not_on' : 'temporal_run_unknown', { run }, thrown);

/** The SDK wraps what gRPC says. */
function codeOf(thrown: unknown): number | undefined {
  if (isGrpcServiceError(thrown)) return thrown.code;
  return thrown instanceof Error && thrown.cause !== undefined ? codeOf(thrown.cause) : undefined;
}

function messageOf(thrown: unknown): string {
  if (isGrpcServiceError(thrown)) return thrown.details || thrown.message;
  if (!(thrown instanceof Error)) return String(thrown);
  return isGrpcServiceError(thrown.cause) ? messageOf(thrown.cause) : thrown.message;
}
