import { expect, test } from 'vitest';
import type { Workshop, WorkshopStep } from '../../../../src/model/generated/types.ts';
import { isOnNetwork, postgresServers, requirementsOf } from '../../../../src/model/workshop/surroundings.ts';

test('what the steps of a workshop require is told once each', () => {
  const step = (id: string, requires?: WorkshopStep['requires']): WorkshopStep => ({
    ...{ id, kind: 'do', title: {}, minutes: 1 },
    ...(requires === undefined ? {} : { requires }),
  });
  const part = { id: 'p', title: {}, minutes: 2, goal: {} };
  const workshop: Workshop = {
    ...{ id: 'w', title: {}, languages: ['en'] },
    parts: [
      { ...part, steps: [step('a'), step('b', ['temporal', 'python'])] },
      { ...part, steps: [step('c', null), step('d', ['network', 'temporal'])] },
    ],
  };
  expect(requirementsOf(workshop)).toEqual(['temporal', 'python', 'network']);
});

test.each([
  ['the loopback alone', [{ address: '127.0.0.1', internal: true }], false],
  ['addresses that the machine gave itself', ['169.254.3.4', 'fe80::1'].map(address => ({ address, internal: false })), false],
  ['one of a network', [{ address: '192.168.1.7', internal: false }], true],
  ['one of a network of IPv6', [{ address: '2001:db8::7', internal: false }], true],
])('%s: on a network or not', (_what, addresses, expected) => {
  expect(isOnNetwork(addresses)).toBe(expected);
});

test.each([
  ['  database_uri: postgresql+psycopg://me@db.example:6543/town', ['db.example:6543']],
  ['"database_uri": "postgres://me:${env:PG}@127.0.0.1/town"', ['127.0.0.1:5432']],
  ["database_uri: 'postgresql://[::1]:5433/town'", ['[::1]:5433']],
  ['# database_uri: postgresql://db.example/town', []],
  ['database_uri: sqlite:///index.sqlite', []],
  ['database_uri: postgresql://db.example:port/town', []],
])('%s names the servers %j', (line, servers) => {
  expect(postgresServers(`sources: []\n${line}\n`)).toEqual(servers);
});
