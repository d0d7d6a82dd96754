import type { RunOptions } from '../model/event.ts';
import { version } from './version.ts';

/** What holds for a run when nothing else is said; `--help` shows the same values. */
export const RUN_DEFAULTS: Omit<RunOptions, 'inputFile' | 'currentFolder'> = {
  only: null,
  from: null,
  sources: [],
  concurrency: 4,
  maximumAttempts: 5,
  requestTimeoutMs: 30_000,
  maxPageBytes: 20_000_000,
  userAgent: `ingestion-workshop/${version}`,
  headers: {},
  allowPrivateHosts: false,
};
