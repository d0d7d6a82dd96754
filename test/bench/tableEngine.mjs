// An engine process that answers about tables, and what it takes of the machine.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bundle.mjs';

/**
 * An engine process as the extension starts it.
 * @param {{told?: (verb: string, params: object) => void}} [options]
 */
export async function startEngine({ told = () => undefined } = {}) {
  const child = fork(join(root, 'dist', 'engineHost.js'), [], { execArgv: [], serialization: 'json' });
  const waiting = new Map();
  child.on('message', ({ kind, id, value, problem, verb, params }) => {
    if (kind === 'tell') told(verb, params);
    if (kind === 'answer') waiting.get(id)?.resolve(value);
    if (kind === 'refusal') waiting.get(id)?.reject(Object.assign(new Error(JSON.stringify(problem)), { problem }));
  });
  let asked = 0;
  const ask = (verb, params) =>
    new Promise((resolve, reject) => {
      waiting.set((asked += 1), { resolve, reject });
      child.send({ kind: 'ask', id: asked, verb, params });
    });
  await ask('hello', { version: '' });
  const close = async () => {
    child.disconnect();
    await once(child, 'exit');
  };
  return { ask, close, pid: child.pid };
}

/** Of all its threads, to 10 ms; 0 where no /proc tells it. A loaded machine does not change it. */
export function processorMs(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

export function megabytes(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1000;
  } catch {
    return null;
  }
}
