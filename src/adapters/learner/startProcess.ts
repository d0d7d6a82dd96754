import { fork, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import path from 'node:path';
import type { FromActivity, ToActivity } from './messages.ts';
import { guardFlags, limited, otherFlags, type Allowed, type Runtime } from './runtime.ts';

export type Ready = Extract<FromActivity, { kind: 'ready' }>;

export interface StartedProcess {
  readonly child: ChildProcess;
  readonly ready: Ready;
  tell(message: ToActivity): void;
}

/** Exit code of Node for a flag that it does not know. */
const BAD_OPTION = 9;

/** With its guards; without them where this runtime refuses them. Throws what keeps a process from starting at all. */
export async function startProcess(runtime: Runtime, scratch: string, allowed: Allowed): Promise<StartedProcess> {
  const guards = guardFlags(runtime, allowed);
  const { execPath, first, leash } = limited(runtime, allowed);
  const start = (flags: readonly string[]) =>
    started(
      fork(runtime.entry, [], {
        cwd: scratch,
        execPath,
        execArgv: [...first, ...flags, ...otherFlags(runtime, allowed)],
        env: runtime.env,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc', ...(leash ? (['pipe'] as const) : [])],
        serialization: 'advanced',
      }),
    );
  const guarded = guards && (await start(guards));
  return guarded ?? (await start([])) ?? refuse(runtime.execPath);
}

function refuse(execPath: string): never {
  throw new Error(`${path.basename(execPath)} starts no process`);
}

/** Undefined: the runtime did not know a flag. */
function started(child: ChildProcess): Promise<StartedProcess | undefined> {
  return new Promise((resolve, reject) => {
    const early = (code: number | null, signal: string | null) => {
      if (code === BAD_OPTION) resolve(undefined);
      else reject(new Error(`a process ended before it began (${code ?? signal})`));
    };
    child.once('error', reject).once('exit', early);
    letGo(child);
    child.once('message', (message: FromActivity) => {
      if (message.kind !== 'ready') return;
      child.off('exit', early);
      const tell = (to: ToActivity) => void (child.connected && child.send(to, () => undefined));
      resolve({ child, ready: message, tell });
    });
  });
}

/** Its watcher has nothing to do any more: another program may get its number. */
function letGo(child: ChildProcess): void {
  const leash = child.stdio[4];
  if (!(leash instanceof Socket)) return;
  leash.on('error', () => undefined);
  child.once('exit', () => leash.end('\n', () => leash.destroy()));
}
