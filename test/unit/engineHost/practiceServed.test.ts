import { expect, test } from 'vitest';
import { createServed } from '../../../src/engineHost/practiceServed.ts';
import { fail } from '../../../src/model/problem.ts';

const PORT = 4173;
const URL_OF = `http://127.0.0.1:${PORT}/`;

/** A port that somebody else holds for so many tries, and a server that is open or not. */
function createPort({ heldFor = 0, isOurs = false, patience = { forMs: 60_000, everyMs: 1 } }) {
  const seen = { tries: 0, open: 0 };
  const served = createServed(
    async () => {
      seen.tries += 1;
      await Promise.resolve();
      if (seen.tries <= heldFor) throw fail('config', 'port_in_use', { host: '127.0.0.1', port: PORT });
      seen.open += 1;
      return { url: URL_OF, close: async () => void (seen.open -= 1) };
    },
    async () => isOurs,
    patience,
  );
  return { seen, served };
}

test('started twice at the same moment it is served once', async () => {
  const { seen, served } = createPort({});
  expect(await Promise.all([served.start(PORT, true), served.start(PORT)])).toEqual(
    Array(2).fill({ url: URL_OF, own: true }),
  );
  expect(seen).toEqual({ tries: 1, open: 1 });
  await served.close();
  expect([seen.open, served.server()]).toEqual([0, undefined]);
});

test('a window that comes back waits until the one before it lets the port go', async () => {
  const { seen, served } = createPort({ heldFor: 3, isOurs: true });
  expect(await served.start(PORT, true)).toEqual({ url: URL_OF, own: true });
  expect(seen).toEqual({ tries: 4, open: 1 });
});

test('who starts it is not kept waiting: a port that is held is told, and whether it is the same site', async () => {
  expect(await createPort({ heldFor: 1, isOurs: true }).served.start(PORT)).toEqual({ url: URL_OF, own: false });
  const { served } = createPort({ heldFor: 1 });
  await expect(served.start(PORT)).rejects.toMatchObject({ problem: { code: 'port_in_use' } });
  // And again: by now it is free.
  expect(await served.start(PORT)).toEqual({ url: URL_OF, own: true });
});

test('patience ends: who holds the port keeps it', async () => {
  const { served } = createPort({ heldFor: Infinity, patience: { forMs: 0, everyMs: 1 } });
  await expect(served.start(PORT, true)).rejects.toMatchObject({ problem: { code: 'port_in_use' } });
});

test('closed while it waits, it waits no longer and serves nothing', async () => {
  const { seen, served } = createPort({ heldFor: 1, patience: { forMs: 60_000, everyMs: 60_000 } });
  const starting = expect(served.start(PORT, true)).rejects.toThrow();
  await expect.poll(() => seen.tries).toBe(1);
  await served.close();
  await starting;
  expect(seen).toEqual({ tries: 1, open: 0 });
});

test('who asks what it serves is answered when its start is over', async () => {
  const { seen, served } = createPort({ heldFor: 2 });
  const starting = served.start(PORT, true);
  await served.settled();
  expect(seen.open).toBe(1);
  await starting;
});
