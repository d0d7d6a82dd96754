import { expect, test } from 'vitest';
import { createLacking, FRESH_MS, LACKING_FRESH_MS } from '../../../src/engineHost/lacking.ts';
import type { Requirement } from '../../../src/model/workshop/outline.ts';

const PLACE = { folder: '/learner', temporal: '127.0.0.1:7233' };
const never = new Promise<void>(() => undefined);

interface Held {
  readonly promise: Promise<boolean>;
  resolve(answer: boolean): void;
  reject(error: Error): void;
}

function held(): Held {
  const settle: Partial<Held> = {};
  const promise = new Promise<boolean>((resolve, reject) => Object.assign(settle, { resolve, reject }));
  const { resolve = () => undefined, reject = () => undefined } = settle;
  return { promise, resolve, reject };
}

/** Requirements that are here, and those that nobody answers of until `answer`. */
function world(here: readonly Requirement[] = []) {
  const seen = { looks: [] as string[], changes: 0, now: 0, here: new Set(here), soon: never };
  const waiting = new Map<Requirement, Held>();
  const lacking = createLacking({
    surroundings: ({ temporal }: typeof PLACE) => ({
      has: async requirement => {
        seen.looks.push(`${requirement} ${temporal}`);
        return waiting.get(requirement)?.promise ?? seen.here.has(requirement);
      },
    }),
    now: () => seen.now,
    soon: () => seen.soon,
    changed: () => void (seen.changes += 1),
  });
  const hold = (requirement: Requirement) => {
    const made = held();
    waiting.set(requirement, made);
    return made;
  };
  return { lacking, seen, hold };
}

test('only what is asked for is looked for, and what is not here is told', async () => {
  const { lacking, seen } = world(['python']);
  expect(await lacking.of(['python', 'postgres'], PLACE)).toEqual(['postgres']);
  expect(seen.looks).toEqual(['python 127.0.0.1:7233', 'postgres 127.0.0.1:7233']);
});

test('it is looked for again after half a minute, at another address, and when somebody wants to know', async () => {
  const { lacking, seen } = world(['temporal']);
  const looks = async () => {
    await lacking.of(['temporal'], PLACE);
    return seen.looks.length;
  };
  expect([await looks(), await looks()]).toEqual([1, 1]);
  seen.now = FRESH_MS;
  expect(await looks()).toBe(2);
  lacking.forget();
  expect(await looks()).toBe(3);
  await lacking.of(['temporal'], { ...PLACE, temporal: 'other:7233' });
  expect(seen.looks.at(-1)).toBe('temporal other:7233');
});

test('what was not here is looked for again soon: somebody may have started it', async () => {
  const { lacking, seen } = world();
  expect(await lacking.of(['temporal'], PLACE)).toEqual(['temporal']);
  seen.here.add('temporal');
  seen.now = LACKING_FRESH_MS - 1;
  expect(await lacking.of(['temporal'], PLACE)).toEqual(['temporal']);
  seen.now = LACKING_FRESH_MS;
  expect(await lacking.of(['temporal'], PLACE)).toEqual([]);
});

test('nobody waits for long: what is not known yet counts as here, and its absence is told once', async () => {
  const { lacking, seen, hold } = world();
  const late = hold('temporal');
  seen.soon = Promise.resolve();
  expect(await lacking.of(['temporal', 'temporal'], PLACE)).toEqual([]);
  expect(seen.changes).toBe(0);
  late.resolve(false);
  await late.promise;
  expect(await lacking.of(['temporal'], PLACE)).toEqual(['temporal']);
  expect(seen.changes).toBe(1);
});

test('what was found before stands until more is known, and is not told where it still holds', async () => {
  const { lacking, seen, hold } = world();
  expect(await lacking.of(['temporal'], PLACE)).toEqual(['temporal']);
  const late = hold('temporal');
  lacking.forget();
  seen.soon = Promise.resolve();
  expect(await lacking.of(['temporal'], PLACE)).toEqual(['temporal']);
  late.resolve(false);
  expect(await lacking.of(['temporal'], PLACE)).toEqual(['temporal']);
  expect(seen.changes).toBe(0);
});

test('a look that fails found nothing', async () => {
  const { lacking, hold } = world();
  const late = hold('network');
  late.reject(new Error('no'));
  expect(await lacking.of(['network'], PLACE)).toEqual(['network']);
});
