import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { untilGone } from '../../../src/extension/features/temporal/untilGone.ts';

const LONG = 20_000;

test('a worker has gone when its process has, not when it is told to go', async () => {
  // As a terminal starts it: at the head of a group of its own.
  const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { detached: true, stdio: 'ignore' });
  const pid = child.pid ?? 0;
  expect(await untilGone(pid, 0)).toBe(false);
  const gone = untilGone(pid, LONG);
  child.kill('SIGTERM');
  expect(await gone).toBe(true);
});

test.skipIf(process.platform === 'win32')(
  'a worker that outlives the program which started it is still there',
  async () => {
    const script = `const { spawn } = require('node:child_process');
    const worker = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'ignore' });
    console.log(worker.pid); worker.unref();`;
    const child = spawn(process.execPath, ['-e', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
    const [said] = await once(child.stdout, 'data');
    await once(child, 'exit');
    const pid = child.pid ?? 0;
    expect(await untilGone(pid, 0)).toBe(false);
    process.kill(Number(String(said)), 'SIGKILL');
    expect(await untilGone(pid, LONG)).toBe(true);
  },
);
