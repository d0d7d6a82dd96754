/** What the engine and a process that runs a learner's code say to each other. */
export type ToActivity =
  | {
      readonly kind: 'start';
      /** `file:` address. */
      readonly entry: string;
      readonly args: readonly unknown[] | null;
      readonly methods: readonly string[];
      readonly waitForDebugger: boolean;
      /** Of one call's arguments. */
      readonly mostBytes: number;
    }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly code: string; readonly params: object }
  | { readonly kind: 'stop' };

export type FromActivity =
  /** `guarded`: this runtime keeps the process from what it was not allowed. */
  | { readonly kind: 'ready'; readonly guarded: boolean; readonly typescript: boolean; readonly version: string }
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly method: string;
      readonly args: readonly unknown[];
      /** Of arguments that are too large to be sent. */
      readonly bytes?: number;
    }
  | ActivityAnswer;

export type ActivityAnswer =
  | { readonly kind: 'returned'; readonly json: string | undefined }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'refused'; readonly id: number; readonly stack: string }
  | { readonly kind: 'threw'; readonly message: string; readonly stack: string }
  /** What was thrown is no Error: nobody knows where. */
  | { readonly kind: 'no_error'; readonly message: string }
  /** What was returned cannot be written as JSON. */
  | { readonly kind: 'no_json'; readonly message: string; readonly stack: string }
  | { readonly kind: 'too_much'; readonly length: number; readonly most: number }
  | { readonly kind: 'not_compiled'; readonly message: string; readonly stack: string }
  | { readonly kind: 'not_allowed'; readonly permission: string; readonly resource: string; readonly stack: string }
  | { readonly kind: 'no_function'; readonly found: string }
  | { readonly kind: 'exiting'; readonly code: string; readonly stack: string };
