/** What the engine and a process that runs a learner's code say to each other. */
export type ToActivity =
  | {
      readonly kind: 'start';
      /** `file:` address. */
      readonly entry: string;
      readonly args: readonly unknown[] | null;
      readonly methods: readonly string[];
      readonly waitForDebugger: boolean;
    }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly code: string; readonly params: object }
  | { readonly kind: 'stop' };

export type FromActivity =
  /** `guarded`: this runtime keeps the process from what it was not allowed. */
  | { readonly kind: 'ready'; readonly guarded: boolean; readonly typescript: boolean; readonly version: string }
  | { readonly kind: 'call'; readonly id: number; readonly method: string; readonly args: readonly unknown[] }
  | { readonly kind: 'line'; readonly text: string }
  | ActivityAnswer;

export type ActivityAnswer =
  | { readonly kind: 'returned'; readonly json: string | undefined }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'refused'; readonly id: number; readonly stack: string }
  | { readonly kind: 'threw'; readonly message: string; readonly stack: string }
  | { readonly kind: 'not_compiled'; readonly message: string; readonly stack: string }
  | { readonly kind: 'not_allowed'; readonly permission: string; readonly resource: string; readonly stack: string }
  | { readonly kind: 'no_function'; readonly found: string }
  | { readonly kind: 'exiting'; readonly code: string; readonly stack: string };
