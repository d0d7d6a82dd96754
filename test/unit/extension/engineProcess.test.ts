import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createEngineProcess, type EngineProcess } from '../../../src/extension/engineProcess.ts';

const entry = path.resolve(import.meta.dirname, '../../fakes/engineHost.mjs');
const env = { PATH: process.env['PATH'] ?? '' };

let engine: EngineProcess;
afterEach(() => engine.dispose());

function start(file = entry) {
  const seen = { starts: 0, lines: [] as string[], told: [] as string[], gone: [] as string[] };
  engine = createEngineProcess({
    version: '0.1.0',
    launch: () => {
      seen.starts += 1;
      return { entry: file, env, flags: [] };
    },
    log: (level, line) => seen.lines.push(`${level} ${line}`),
    handlers: {
      runsChanged: () => undefined,
      sourcesChanged: () => undefined,
      runEnded: () => undefined,
      answerPiece: () => undefined,
      rebuildMoved: () => undefined,
      exportMoved: () => undefined,
      previewMoved: () => undefined,
      solutionMoved: () => undefined,
      validationMoved: () => undefined,
      cleaningMoved: () => undefined,
      compareMoved: () => undefined,
      tableMoved: () => undefined,
      temporalChanged: () => undefined,
      workshopsChanged: () => undefined,
      checkMoved: () => undefined,
      log: ({ code }) => void seen.told.push(code),
    },
  });
  engine.gone.listen(problem => seen.gone.push(`${problem.code} ${problem.params['exit']}`));
  return seen;
}

const check = (text: string) => engine.ask.checkInput({ file: 'f', text });

describe('engine process', () => {
  it('starts at the first question, once for several, and hears what it tells', async () => {
    const seen = start();
    expect(seen.starts).toBe(0);
    await Promise.all([check('say'), check('tell')]);
    expect(seen.starts).toBe(1);
    expect(seen.told).toEqual(['told']);
    await expect.poll(() => seen.lines, { interval: 5 }).toEqual(['error a line', 'error another']);
  });

  it('tells that a new process answers, each time, and what is then asked comes after the first question', async () => {
    start();
    const order: string[] = [];
    engine.came.listen(() => void check('later').then(() => order.push('later')));
    await check('first').then(() => order.push('first'));
    await expect.poll(() => order, { interval: 5 }).toEqual(['first', 'later']);
    await expect(check('crash')).rejects.toThrow();
    await check('again');
    await expect.poll(() => order, { interval: 5 }).toEqual(['first', 'later', 'later']);
  });

  it('can be started ahead: the first question finds it there', async () => {
    const seen = start();
    engine.warm();
    engine.warm();
    expect(seen.starts).toBe(1);
    expect(await check('fine')).toEqual([]);
    expect(seen.starts).toBe(1);
  });

  it('says so when it crashes, rejects what waited, and comes back when it is needed', async () => {
    const seen = start();
    await expect(check('crash')).rejects.toMatchObject({ problem: { code: 'engine_gone', params: { exit: 3 } } });
    expect(seen.gone).toEqual(['engine_gone 3']);
    expect(await check('fine')).toEqual([]);
    expect(seen.starts).toBe(2);
  });

  it('is killed for real when the plug is pulled, says by whom, and comes back when it is needed', async () => {
    const seen = start();
    expect(await engine.kill()).toBeUndefined();
    await check('fine');
    const waiting = check('wait');
    waiting.catch(() => undefined); // Looked at below: it may fail before the kill has told its pid.
    const pid = await engine.kill();
    await expect(waiting).rejects.toMatchObject({ problem: { code: 'plug_pulled', params: { pid } } });
    expect(() => process.kill(pid ?? 0, 0)).toThrow('ESRCH');
    expect(seen.gone).toEqual([`plug_pulled undefined`]);
    expect(await engine.kill()).toBeUndefined();
    expect(await check('fine')).toEqual([]);
    expect(seen.starts).toBe(2);
  });

  it('leaves without a word when it is asked to', async () => {
    const seen = start();
    await check('fine');
    await engine.dispose();
    expect(seen.gone).toEqual([]);
    await expect(check('late')).rejects.toMatchObject({ problem: { code: 'engine_gone' } });
  });

  it('says so when its file is not there', async () => {
    const seen = start('/nowhere/engineHost.js');
    await expect(check('x')).rejects.toMatchObject({ problem: { code: 'engine_gone' } });
    expect(seen.lines.join('\n')).toContain('/nowhere/engineHost.js');
  });
});
