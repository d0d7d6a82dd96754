import { expect, test } from 'vitest';
import { environmentOf } from '../../../src/engineHost/surroundedWorkshops.ts';
import type { WorkshopStep } from '../../../src/model/generated/types.ts';

const STEP: WorkshopStep = { id: 'one', kind: 'do', title: {}, minutes: 1 };
const SERVER = { address: 'town.example:7233', namespace: 'class', taskQueue: 'Q', tls: true };

test('the checks of a step that needs a server are told which one is used here, others of none', () => {
  expect(environmentOf({ ...STEP, requires: ['network', 'temporal'] }, SERVER)).toEqual({
    ...{ TEMPORAL_ADDRESS: 'town.example:7233', TEMPORAL_NAMESPACE: 'class' },
    ...{ TEMPORAL_TASK_QUEUE: 'Q', TEMPORAL_TLS: 'true' },
  });
  expect(environmentOf({ ...STEP, requires: ['network'] }, SERVER)).toEqual({});
  expect(environmentOf(STEP, SERVER)).toEqual({});
});
