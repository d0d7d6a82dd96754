import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createArtifactNames } from '../../../src/engine/artifactNames.ts';
import { startRun } from '../../../src/model/runState.ts';
import { startedEvent } from '../../fakes/run.ts';

const URIS = ['http://ville.test/x?b', 'http://ville.test/x-b', 'http://ville.test/c'];
/** A hash in whose first 32 bits all addresses are equal. */
const clashing = (text: string) => `00000000${createHash('sha256').update(text).digest('hex').slice(8)}`;

test('two addresses whose names would be one have two, the same ones whoever asks first', () => {
  const { sources } = startRun(startedEvent(URIS));
  const forwards = createArtifactNames({ sources }, clashing);
  const backwards = createArtifactNames({ sources }, clashing);
  const names = sources.map(forwards);
  expect(names[0]).toBe('ville-test-x-b-00000000');
  expect(names[1]).toMatch(/^ville-test-x-b-00000000[0-9a-f]{56}$/);
  expect(names[2]).toBe('ville-test-c-00000000');
  expect(sources.toReversed().map(backwards).toReversed()).toEqual(names);
});
