import { once } from 'node:events';
import type { ActivityCall, ActivityEnd } from '../../engine/learner/activityProcess.ts';
import { fail, toProblem } from '../../model/problem.ts';
import { createOwnTime } from './ownTime.ts';
import type { ActivityAnswer, FromActivity } from './messages.ts';
import { ownFrames, syntaxPlace, type CodeFolder } from './ownFrames.ts';
import { createPrinted } from './printed.ts';
import type { StartedProcess } from './startProcess.ts';
import { whereItIs } from './whereItIs.ts';

/** How long a stopped activity may take to put down what it holds. */
const STOP_MS = 300;
/** A debugger that does not open in this time is not waited for: the line stays unknown. */
const LOOK_MS = 10_000;
/** Of one call's arguments: the longest text that a call takes has two bytes a character. */
const LARGEST_BYTES = 48_000_000;

interface Place {
  readonly folder: CodeFolder;
  readonly entry: string;
}

/** Starts the activity in its process, serves it, and ends the process whatever happens. */
export async function converse(call: ActivityCall, started: StartedProcess, place: Place): Promise<ActivityEnd> {
  const { child, ready, tell } = started;
  const closed = once(child, 'close');
  try {
    if (!ready.typescript) return { kind: 'no_typescript', version: ready.version };
    const printed = createPrinted(call.onLine);
    const debuggerOpen = listen(started, call, printed.take);
    const end = await firstOf(call, started, { place, debuggerOpen });
    child.kill('SIGKILL');
    await closed; // What it printed before its last word may come after it.
    printed.end();
    return end;
  } finally {
    tell({ kind: 'stop' });
    child.kill('SIGKILL');
  }
}

/** What it prints; resolves to where its debugger listens, when it does. */
function listen({ child }: StartedProcess, { debug }: ActivityCall, take: (text: string) => void): Promise<string> {
  child.stdout?.setEncoding('utf8').on('data', take);
  return new Promise(resolve => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      const address = /^Debugger listening on (ws:\S+)/m.exec(text)?.[1];
      if (address !== undefined) {
        resolve(address);
        debug?.onReady(Number(new URL(address).port));
      }
      const said = text.replace(OF_THE_DEBUGGER, '');
      if (said !== '') take(said);
    });
  });
}

/** What Node itself writes when somebody debugs. */
const OF_THE_DEBUGGER = /^(?:Debugger |For help, see: |Starting inspector |Waiting for the debugger ).*\r?\n?/gm;

interface Talk {
  readonly place: Place;
  readonly debuggerOpen: Promise<string>;
}

function firstOf(call: ActivityCall, { child, tell }: StartedProcess, talk: Talk): Promise<ActivityEnd> {
  const { folder, entry } = talk.place;
  const thrown = new Map<number, unknown>();
  return new Promise<ActivityEnd>(resolve => {
    const end = (how: ActivityEnd): void => {
      time.stop();
      call.signal.removeEventListener('abort', stop);
      resolve(how);
    };
    const time = createOwnTime(call.debug ? null : call.deadlineMs, () => {
      void lookInto(child.pid, talk).then(frames => end({ kind: 'too_slow', frames }));
    });
    const stop = (): void => {
      tell({ kind: 'stop' });
      setTimeout(() => end({ kind: 'stopped' }), STOP_MS);
    };
    call.signal.addEventListener('abort', stop);
    // Not its exit: an answer may still be on its way.
    child.on('close', (code, signal) => end({ kind: 'exited', code: String(signal ?? code), frames: [] }));
    child.on('message', (message: FromActivity) => {
      if (message.kind === 'call') void serve(message);
      else if (message.kind !== 'ready') end(toEnd(message, folder, thrown));
    });
    async function serve({ id, method, args, bytes }: Extract<FromActivity, { kind: 'call' }>): Promise<void> {
      time.pause();
      try {
        if (bytes !== undefined) throw tooLarge(method, bytes);
        tell({ kind: 'answer', id, value: await call.answer(method, args) });
      } catch (refusal) {
        thrown.set(id, refusal);
        const { code, params } = toProblem(refusal);
        tell({ kind: 'refusal', id, code, params });
      } finally {
        time.goOn();
      }
    }
    const { args, methods } = call;
    const waitForDebugger = call.debug !== undefined;
    tell({ kind: 'start', entry, args, methods, waitForDebugger, mostBytes: LARGEST_BYTES });
  });
}

const tooLarge = (call: string, bytes: number) =>
  fail('config', 'activity_call_wrong', { call, expected: `≤ ${megabytes(LARGEST_BYTES)}`, found: megabytes(bytes) });

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;

/** The signal opens the debugger of a process that runs; Windows has a way of its own, behind Node's. */
async function lookInto(pid: number | undefined, { debuggerOpen, place }: Talk) {
  if (pid === undefined || typeof WebSocket === 'undefined') return [];
  const tooLong = new Promise<[]>(resolve => setTimeout(() => resolve([]), LOOK_MS).unref());
  try {
    if (process.platform === 'win32') Reflect.get(process, '_debugProcess')(pid);
    else process.kill(pid, 'SIGUSR1');
    return await Promise.race([debuggerOpen.then(address => whereItIs(address, place.folder)), tooLong]);
  } catch {
    return []; // It has just ended.
  }
}

function toEnd(answer: ActivityAnswer, folder: CodeFolder, thrown: ReadonlyMap<number, unknown>): ActivityEnd {
  const frames = 'stack' in answer ? ownFrames(answer.stack, folder) : [];
  switch (answer.kind) {
    case 'returned':
      return { kind: 'returned', value: answer.json === undefined ? undefined : JSON.parse(answer.json) };
    case 'refused':
      return { kind: 'refused', thrown: thrown.get(answer.id), frames };
    case 'not_compiled':
      return {
        kind: 'not_compiled',
        message: answer.message,
        place: syntaxPlace(answer.stack, folder) ?? frames[0] ?? null,
      };
    case 'exiting':
      return { kind: 'exited', code: answer.code, frames };
    case 'threw':
      return { kind: 'threw', message: answer.message, frames };
    case 'no_json':
      // A getter of theirs threw: that has its line.
      return { kind: frames.length > 0 ? 'threw' : 'no_json', message: answer.message, frames };
    case 'not_allowed':
      return { kind: 'not_allowed', permission: answer.permission, resource: answer.resource, frames };
    default:
      return answer;
  }
}
