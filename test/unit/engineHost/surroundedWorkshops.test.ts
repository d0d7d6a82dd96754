import { expect, test } from 'vitest';
import type { Arguments } from '../../../src/cli/arguments.ts';
import { temporalPlace } from '../../../src/cli/temporalPlace.ts';
import { environmentOf } from '../../../src/engineHost/surroundedWorkshops.ts';
import type { WorkshopStep } from '../../../src/model/generated/types.ts';
import type { TemporalPlace } from '../../../src/model/temporal/place.ts';

const STEP: WorkshopStep = { id: 'one', kind: 'do', title: {}, minutes: 1 };
const SERVER: TemporalPlace = {
  ...{ address: 'town.example:7233', namespace: 'class', taskQueue: 'Q', tls: true },
  ...{ tlsCa: '/ca.pem', tlsCert: null, tlsKey: null, apiKey: 'k' },
};
const there = environmentOf({ ...STEP, requires: ['network', 'temporal'] }, SERVER);
const NO_ARGUMENTS: Arguments = {
  ...{ operands: [], flag: () => false, given: () => false, all: () => [] },
  ...{ text: () => undefined, number: () => undefined },
};

test('the command line of a step that needs a server reaches the one of the window, with its key', () => {
  expect(temporalPlace(NO_ARGUMENTS, { env: there, cwd: '/w' })).toEqual(SERVER);
});

test('what the window does not use is not taken from the variables of the process', () => {
  const env = { TEMPORAL_TLS: '1', TEMPORAL_API_KEY: 'other', TEMPORAL_TLS_SERVER_CA_CERT_PATH: '/other.pem' };
  const plain = { ...SERVER, tls: false, tlsCa: null, apiKey: '' };
  const own = environmentOf({ ...STEP, requires: ['temporal'] }, plain);
  expect(temporalPlace(NO_ARGUMENTS, { env: { ...env, ...own }, cwd: '/w' })).toEqual(plain);
});

test('other steps are told of no server', () => {
  expect(environmentOf({ ...STEP, requires: ['network'] }, SERVER)).toEqual({});
  expect(environmentOf(STEP, SERVER)).toEqual({});
});
