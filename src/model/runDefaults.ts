import type { RunOptions } from './event.ts';
import { DEFAULT_RETRY_POLICY } from './retry.ts';

/** What holds for a run when nothing else is said, whoever starts it; `version` is the product's, for the User-Agent. */
export const runDefaults = (version: string): Omit<RunOptions, 'inputFile' | 'currentFolder'> => ({
  only: null,
  from: null,
  sources: [],
  concurrency: 4,
  maximumAttempts: DEFAULT_RETRY_POLICY.maximumAttempts,
  requestTimeoutMs: 30_000,
  maxPageBytes: 20_000_000,
  userAgent: `ingestion-workshop/${version}`,
  headers: {},
  allowPrivateHosts: false,
});
