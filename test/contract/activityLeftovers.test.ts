import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { limited, thisRuntime } from '../../src/adapters/learner/runtime.ts';

const PROCESSES = pathToFileURL(path.resolve('src/adapters/learner/processes.ts')).href;
const temporary = mkdtempSync(path.join(tmpdir(), 'iw-leftovers-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** An engine whose learner's activity has said its process id, and never ends; then the engine does `next`. */
function engine(activity: string, next: string) {
  const text = `export default function act() { console.log(process.pid); ${activity} }`;
  const code = { entry: 'a.ts', files: [{ name: 'a.ts', text }], sha256: '' };
  const call = { code, args: [], methods: [], deadlineMs: 60_000 };
  return spawn(
    process.execPath,
    [
      ...['--no-warnings', '--input-type=module', '-e'],
      `const { createActivityProcess } = await import(${JSON.stringify(PROCESSES)});
      process.on('SIGTERM', () => process.exit(143));
      await createActivityProcess({ write() {} }).run({
        ...${JSON.stringify(call)}, signal: new AbortController().signal, answer: async () => undefined,
        onLine({ text }) { console.log(text); ${next} },
      });`,
    ],
    { env: { ...process.env, TMPDIR: temporary }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const ended = (pid: unknown) => expect.poll(() => isAlive(Number(pid)), { timeout: 10_000 }).toBe(false);

const onPosix = test.skipIf(process.platform === 'win32');

onPosix.each([
  ['ends by itself', 'for (;;);', 'process.exit(0);', null],
  ['is asked to end', 'for (;;);', '', 'SIGTERM'],
] as const)('nothing is left of an activity that spins when the engine %s', async (_how, activity, next, signal) => {
  const started = engine(activity, next);
  const [said] = await once(started.stdout, 'data');
  if (signal) started.kill(signal);
  await once(started, 'exit');
  await ended(said);
  expect(readdirSync(temporary)).toEqual([]);
});

onPosix.each([
  ['waits', 'return new Promise(() => setInterval(() => 0, 1000));'],
  ['spins', 'for (;;);'],
])(
  'an activity that %s ends with an engine that is killed, and its folder goes at the next start',
  async (_how, act) => {
    const started = engine(act, '');
    const [said] = await once(started.stdout, 'data');
    started.kill('SIGKILL');
    await ended(said);
    expect(readdirSync(temporary)).toEqual([expect.stringContaining(`iw-activity-${started.pid}-`)]);
    const [others, theirs] = ['iw-activity-of-another-program', `iw-activity-${process.pid}-running`];
    for (const name of [others, theirs]) mkdirSync(path.join(temporary, name));
    const next = engine('', '');
    await once(next, 'exit');
    expect(readdirSync(temporary).sort()).toEqual([theirs, others].sort());
    for (const name of [others, theirs]) rmdirSync(path.join(temporary, name));
  },
);

onPosix('who watches an activity is gone with it', async () => {
  const { execPath, first, leash = 0 } = limited(thisRuntime(''), { read: [], write: [], debug: false, seconds: 10 });
  const watched = spawn(execPath, [...first, '-e', 'console.log(process.pid)'], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc', 'pipe'],
  });
  const closed = once(watched, 'close');
  const [said] = await once(watched.stdout!, 'data');
  expect(Number(said)).toBe(watched.pid);
  await once(watched, 'exit');
  const line = watched.stdio[leash];
  // SAFETY: a pipe, as asked for; its other end is closed by who reads it.
  const pipe = line as Socket;
  pipe.end('\n');
  await closed;
  expect(pipe.destroyed).toBe(true);
});

onPosix(
  'the system itself ends an activity that spins for ever',
  () => {
    const { execPath, first } = limited(thisRuntime(''), { read: [], write: [], debug: false, seconds: 1 });
    const { signal, status } = spawnSync(execPath, [...first, '-e', 'for (;;);'], { timeout: 30_000 });
    expect([signal === 'SIGTERM', signal === null && status === 0]).toEqual([false, false]);
  },
  40_000,
);

test('one that is debugged has all the time that it likes, and no shell is no limit', () => {
  const all = { read: [], write: [], debug: true, seconds: null };
  expect(limited(thisRuntime(''), all).first.join()).not.toContain('ulimit');
  expect(limited({ ...thisRuntime(''), shell: null }, { ...all, seconds: 1 })).toEqual({
    ...{ execPath: process.execPath, first: [] },
  });
});
