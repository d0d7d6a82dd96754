/** A stream for text. */
export interface Out {
  readonly isTTY: boolean;
  write(text: string): void;
}

/** All that the command line asks of its process: real in main.ts, faked in tests. */
export interface World {
  readonly stdout: Out;
  readonly stderr: Out;
  readStdin(): Promise<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly cwd: string;
  now(): Date;
  /** Aborted by SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** As `process.versions.node` gives it. */
  readonly nodeVersion: string;
  /** The folder where the product lies: `workshop/` is in it. */
  readonly home: string;
}
