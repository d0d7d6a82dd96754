import { addressKey, identifyAddress, normaliseAddress } from '../../model/address.ts';
import type { IngestionWorkflowInput } from '../../model/generated/types.ts';
import type { Reason } from '../../model/problem.ts';
import type { RunState, SourceState } from '../../model/runState.ts';
import { rulesBetween } from '../discoverLinks.ts';
import type { Notes } from './notes.ts';
import type { RequestTally } from './previewPorts.ts';

export interface Told {
  readonly state: RunState;
  /** As it is run: the Sources that were asked for. */
  readonly input: IngestionWorkflowInput;
  /** As its file has it: what paths lead into. */
  readonly asked: IngestionWorkflowInput;
  readonly notes: Notes;
  readonly tally: RequestTally;
  readonly durationMs: number;
  readonly isCancelled: boolean;
}

/** The Source that a run knows an address as, if it does. */
export const sourceOfAddress = (state: RunState, address: string): string | undefined =>
  state.byAddress.get(addressKey(normaliseAddress(address)?.address ?? address))?.source.uri;

/** By which rules two spellings are one page. */
export const sameSpelling = (uri: string, of: string): Reason => ({
  code: 'same_address',
  params: { of, rules: identifyAddress(uri) ? rulesBetween(uri, of).join(', ') : '' },
});

/** Which Source of INPUT, as its file has them, leads to this page. */
export function sourceIndex({ state, asked }: Pick<Told, 'state' | 'asked'>, uri: string): number | null {
  let source = state.byUri.get(uri);
  for (let step = 0; source && source.level > 0 && step < 1000; step += 1) {
    const parent: SourceState | undefined = state.byUri.get(source.admitted.parent_uri ?? '');
    source = parent;
  }
  const at = source ? asked.sources.findIndex(one => one.uri === source.admitted.uri) : -1;
  return at < 0 ? null : at;
}
