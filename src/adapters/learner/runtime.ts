/** What this runtime lets us ask of a process that it starts; VS Code's own (Electron) may lack a part of Node's. */
export interface Runtime {
  readonly execPath: string;
  readonly execArgv: readonly string[];
  /** Absolute: the entry that runs an activity. */
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  has(flag: string): boolean;
}

export const thisRuntime = (entry: string): Runtime => ({
  execPath: process.execPath,
  execArgv: [],
  entry,
  env: bareEnvironment(),
  has: flag => process.allowedNodeEnvironmentFlags.has(flag),
});

/** Nothing of the person's: Electron must be told to be Node, and Windows cannot start a program without its root. */
function bareEnvironment(): Record<string, string> {
  const { ELECTRON_RUN_AS_NODE, SystemRoot } = process.env;
  return {
    ...(ELECTRON_RUN_AS_NODE === undefined ? {} : { ELECTRON_RUN_AS_NODE }),
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
  };
}

/** What a learner's code may keep in memory, in MB. */
const MEMORY_MB = 512;

export interface Allowed {
  readonly read: readonly string[];
  readonly write: readonly string[];
  readonly debug: boolean;
}

/** Node 20 and 22 before 22.13 have the guard under its first name. Undefined: this runtime has none. */
export function guardFlags(runtime: Runtime, { read, write }: Allowed): readonly string[] | undefined {
  const guard = ['--permission', '--experimental-permission'].find(runtime.has);
  if (guard === undefined) return undefined;
  // Asked where it is when it never returns: see `whereItIs`.
  const inspect = runtime.has('--allow-inspector') ? ['--allow-inspector'] : [];
  return [
    ...[guard, ...inspect],
    ...read.map(folder => `--allow-fs-read=${folder}`),
    ...write.map(folder => `--allow-fs-write=${folder}`),
  ];
}

export function otherFlags(runtime: Runtime, { debug }: Allowed): string[] {
  return [
    ...runtime.execArgv,
    '--no-warnings',
    `--max-old-space-size=${MEMORY_MB}`,
    debug ? '--inspect=127.0.0.1:0' : '--inspect-port=0',
    ...(runtime.has('--experimental-strip-types') ? ['--experimental-strip-types'] : []),
  ];
}
