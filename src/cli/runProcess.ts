import { join } from 'node:path';
import type { Out, World } from './world.ts';

const NO_ANSWER = 'The command ended without an answer. This is a fault of the program: please report it.';

export type Command = (argv: readonly string[], world: World) => Promise<number>;

/** Runs a command in this process: signals, streams, exit code. */
export async function runProcess(argv: readonly string[], command: Command): Promise<void> {
  const stopped = listenForSignals();
  const streams = [openStream(process.stdout), openStream(process.stderr)] as const;
  // A promise that one page's activity forgot must not take the run of all others down with it.
  process.on('unhandledRejection', error =>
    streams[1].write(`${JSON.stringify({ time: new Date().toISOString(), level: 'error', message: String(error) })}\n`),
  );
  // Nothing is left to wait for and no answer is there: a promise that nobody keeps must not pass for success.
  process.once('beforeExit', () => {
    streams[1].write(`${JSON.stringify({ time: new Date().toISOString(), level: 'error', message: NO_ANSWER })}\n`);
    process.exitCode = 1;
  });
  const world = worldOf(streams[0], streams[1], stopped.signal);
  const code = await command(argv, world);
  const written = await Promise.all(streams.map(stream => stream.flush()));
  // Workers and sockets that are left over must not keep a finished command alive.
  process.exit(stopped.exitCode() ?? (written.every(Boolean) ? code : 1));
}

function worldOf(stdout: Out, stderr: Out, signal: AbortSignal): World {
  return {
    stdout,
    stderr,
    readStdin,
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date(),
    signal,
    nodeVersion: process.versions.node,
    home: join(__dirname, '..'),
  };
}

/** 128 + the signal's number. The second signal does not wait for a run to park: what it loses, `resume` does again. */
function listenForSignals(): { signal: AbortSignal; exitCode(): number | undefined } {
  const controller = new AbortController();
  let code: number | undefined;
  for (const [name, number] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    process.on(name, () => {
      if (code !== undefined) process.exit(code);
      code = number;
      controller.abort();
    });
  return { signal: controller.signal, exitCode: () => code };
}

/**
 * Texts of pages and models without what would move a terminal's cursor, colour it or name its window; what removes our
 * own line of progress stays.
 */
export const forTerminal = (text: string): string =>
  text.replace(/\r?\p{Cc}\[K|(?![\n\t])\p{Cc}/gu, found => (found.endsWith('[K') ? found : ''));

/** A reader that has gone (EPIPE) takes nothing away from the work; a full disk behind a redirection fails the command. */
function openStream(stream: NodeJS.WriteStream): Out & { flush(): Promise<boolean> } {
  let gone = false;
  let failed = false;
  stream.on('error', error => {
    gone = true;
    failed = !('code' in error && error.code === 'EPIPE');
  });
  return {
    isTTY: stream.isTTY === true,
    write: text => {
      if (!gone) stream.write(stream.isTTY ? forTerminal(text) : text);
    },
    flush: async () => {
      if (!gone) await new Promise(resolve => stream.write('', resolve));
      return !failed;
    },
  };
}

async function readStdin(): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}
