import type { RunOptions } from '../../model/event.ts';
import type { IngestionWorkflowInput } from '../../model/generated/types.ts';

export interface PreviewRequest {
  readonly input: IngestionWorkflowInput;
  /** `only` and `from` do not count: a preview is of all that INPUT asks for. */
  readonly options: RunOptions;
  /** Header values, already resolved. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborting ends it with what is known by then. */
  readonly signal: AbortSignal;
  /** Addresses that are looked at, of those that are known; at each change. */
  onProgress?(done: number, known: number): void;
}
