import { existsSync } from 'node:fs';

/** What this runtime lets us ask of a process that it starts; VS Code's own (Electron) may lack a part of Node's. */
export interface Runtime {
  readonly execPath: string;
  readonly execArgv: readonly string[];
  /** Absolute: the entry that runs an activity. */
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  /** Absolute: a shell that can limit processor time and memory; null: this system has none. */
  readonly shell: string | null;
  has(flag: string): boolean;
}

export const thisRuntime = (entry: string): Runtime => ({
  execPath: process.execPath,
  execArgv: [],
  entry,
  env: bareEnvironment(),
  shell: process.platform !== 'win32' && existsSync('/bin/sh') ? '/bin/sh' : null,
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

/** What a learner's code may keep in memory, in MB: values; and with its bytes, which are no part of Node's own count. */
const MEMORY_MB = 512;
const ALL_MEMORY_MB = 2_048;

export interface Allowed {
  readonly read: readonly string[];
  readonly write: readonly string[];
  readonly debug: boolean;
  /** Of processor time, where the system can limit it; null: as many as it likes. */
  readonly seconds: number | null;
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

export interface Limited {
  readonly execPath: string;
  readonly first: string[];
  /** What its watcher listens to: a line says that the program has ended, and an end without one that we have. */
  readonly leash?: number;
}

/** After the channel of messages, which is 3. */
const LEASH = 4;

/**
 * A loop without end hears nothing: when this process is killed, nobody else stops it but the system itself. The shell
 * becomes the program, and leaves one of its own behind that waits for the end of a pipe of ours: it holds none of the
 * program's, and looks at no clock.
 */
export function limited(runtime: Runtime, { seconds }: Allowed): Limited {
  const { execPath, shell } = runtime;
  if (shell === null) return { execPath, first: [] };
  // The first process of a container takes all with it, and nobody would bury the watchers.
  const leash = process.pid === 1 ? {} : { leash: LEASH };
  const watch = leash.leash ? `{ read -r said <&${LEASH} || kill -9 $$; } >/dev/null 2>&1 3>&- &` : '';
  // What a system refuses is done without.
  const limits = seconds === null ? '' : `{ ulimit -t ${seconds}; ulimit -d ${ALL_MEMORY_MB * 1024}; } 2>/dev/null;`;
  const script = `${watch} ${limits} exec "$0" "$@" ${LEASH}<&-`;
  return { execPath: shell, first: ['-c', script, execPath], ...leash };
}
