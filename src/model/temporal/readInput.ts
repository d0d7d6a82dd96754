import { withoutPassword } from '../withoutPassword.ts';
import type { RunOptions } from '../event.ts';
import type { IngestionWorkflowInput, Source } from '../generated/types.ts';
import { runDefaults } from '../runDefaults.ts';
import type { RunCall } from './call.ts';

/** Somebody else's input may be anything: what is no Source is left out, so that the rest can be shown. */
export function ingestionInput(argument: unknown): IngestionWorkflowInput {
  const input = isRecord(argument) ? argument : {};
  const sources = Array.isArray(input['sources']) ? input['sources'].filter(isSource) : [];
  const read: IngestionWorkflowInput = { ...input, sources };
  return withoutPassword(read);
}

export const isSource = (value: unknown): value is Source => isRecord(value) && typeof value['uri'] === 'string';

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The second argument; the web UI and other programs send none. */
// SAFETY: ours, or of a program that follows `call.ts`; what is missing is optional.
export const runCall = (argument: unknown): RunCall => (isRecord(argument) ? (argument as RunCall) : {});

export const runOptions = ({ options }: RunCall): RunOptions => ({
  ...runDefaults(''),
  inputFile: null,
  currentFolder: '',
  ...options,
});
