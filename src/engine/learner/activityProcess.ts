/** A learner's file with the files that it imports, as they were when they were read. */
export interface ActivityCode {
  /** Name of the file that exports the activity; names are relative to one folder, with `/`. */
  readonly entry: string;
  readonly files: readonly CodeFile[];
  /** Of names and texts. */
  readonly sha256: string;
}

export interface CodeFile {
  readonly name: string;
  readonly text: string;
}

export interface ActivityCall {
  readonly code: ActivityCode;
  /** Its arguments after `context`, copied; null: the file is only read, to see that it compiles. */
  readonly args: readonly [source: unknown, config: unknown] | null;
  /** What `context` offers beside `log`, `skip` and `signal`: `fetch`, `store.add`. */
  readonly methods: readonly string[];
  /** Answers one of them. What it throws is thrown where the activity waits for it. */
  answer(method: string, args: readonly unknown[]): Promise<unknown>;
  /** Milliseconds that the activity may take for itself; what `answer` takes does not count. Null: as long as it likes. */
  readonly deadlineMs: number | null;
  readonly signal: AbortSignal;
  /** Lines of its log and of what it prints; the last one says what was cut. */
  onLine(line: SaidLine): void;
  /** Waits for a debugger before the file is read. */
  readonly debug?: ActivityDebug;
}

export type SaidLine = { readonly text: string } | { readonly cutBytes: number };

export interface ActivityDebug {
  /** Absolute: the files are run where they lie, so that breakpoints hold. */
  readonly folder: string;
  onReady(port: number): void;
}

/** Where in the learner's files; lines count from 1. */
export interface CodePlace {
  readonly file: string;
  readonly line: number;
}

/** The learner's own frames, innermost first. */
export type OwnFrames = readonly (CodePlace & { readonly name: string })[];

export type ActivityEnd =
  | { readonly kind: 'returned'; readonly value: unknown }
  | { readonly kind: 'skipped'; readonly reason: string }
  /** What `answer` threw went through the activity. */
  | { readonly kind: 'refused'; readonly thrown: unknown; readonly frames: OwnFrames }
  | { readonly kind: 'threw'; readonly message: string; readonly frames: OwnFrames }
  /** What was thrown is no Error, or what was returned cannot be written as JSON: neither has a line. */
  | { readonly kind: 'no_error' | 'no_json'; readonly message: string }
  /** Characters of JSON. */
  | { readonly kind: 'too_much'; readonly length: number; readonly most: number }
  | { readonly kind: 'not_compiled'; readonly message: string; readonly place: CodePlace | null }
  | { readonly kind: 'no_function'; readonly found: string }
  /** It used what a guard keeps from it: `FileSystemRead`, `Network`. */
  | {
      readonly kind: 'not_allowed';
      readonly permission: string;
      readonly resource: string;
      readonly frames: OwnFrames;
    }
  /** `frames`: where it was; none when it waited for something. */
  | { readonly kind: 'too_slow'; readonly frames: OwnFrames }
  | { readonly kind: 'exited'; readonly code: string; readonly frames: OwnFrames }
  /** This runtime cannot strip types. */
  | { readonly kind: 'no_typescript'; readonly version: string }
  | { readonly kind: 'stopped' };

/** Runs a learner's code away from everything else. */
export interface ActivityProcess {
  /** Never throws for what the code does. */
  run(call: ActivityCall): Promise<ActivityEnd>;
}
