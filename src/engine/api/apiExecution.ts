import type { ApiEventBody, ApiHistoryEvent } from '../../model/api/apiEvent.ts';
import { applyApiEvent, type ApiRunState } from '../../model/api/apiRunState.ts';
import type { ApiSettings } from '../../model/api/settings.ts';
import type { RetryPolicy } from '../../model/retry.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { record } from '../execution.ts';
import type { Journal, Ports, Staging } from '../ports.ts';

/** A run of an ingestion from an API. */
export interface ApiExecution {
  readonly state: ApiRunState;
  readonly settings: ApiSettings;
  readonly ports: Pick<Ports, 'clock' | 'hash' | 'http' | 'log'>;
  readonly journal: Journal;
  readonly staging: Staging;
  readonly dataset: Dataset;
  readonly policy: RetryPolicy;
  readonly identity: string;
  readonly userAgent: string;
  /** Values, for the base URL's origin only; never journaled. */
  readonly headers: Readonly<Record<string, string>>;
  /** Ends the run: what is in flight is stopped, the rest is not started. */
  readonly cancel: AbortSignal;
  /** Leaves the run as it is, to be resumed. */
  readonly park: AbortSignal;
  onEvent(event: ApiHistoryEvent): void;
}

export const emitApi = (run: ApiExecution, body: ApiEventBody): void => record(run, body, applyApiEvent);
