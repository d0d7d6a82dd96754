import type { Stage } from '../model/stage.ts';

export interface IngestRequest {
  /** The input file, absolute. */
  readonly file: string;
  readonly workDir: string;
  /** Absolute: where what is not beside the input may lie, too; absent = nowhere. */
  readonly currentFolder?: string;
  readonly only?: Stage;
  readonly from?: Stage;
  /** Addresses; absent = all. */
  readonly sources?: readonly string[];
  /** Sources at a time; absent = the engine's own. */
  readonly concurrency?: number;
  /** Absent: a new one. One that exists is refused. */
  readonly runId?: string;
}
