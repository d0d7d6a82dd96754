import { describe, expect, test } from 'vitest';
import type { ApiHistoryEvent } from '../../src/model/api/apiEvent.ts';
import { createApiWorld, datasetOf, eventRows, pagesOf, type ApiWorld } from '../fakes/apiRun.ts';

const ROWS = eventRows(25);
const INPUT = { page_size: 4 };

describe('after a death at any step', () => {
  test.each([
    ['the record keeps what was not synced', true],
    ['what was not synced is lost', false],
  ])('the dataset is that of a run that nothing interrupted; %s', async (_, keeps) => {
    const whole = createApiWorld(pagesOf(ROWS));
    const { result } = await whole.ingest(INPUT);
    const expected = datasetOf(whole.disk);
    for (let after = 1; after < whole.steps(); after += 1) {
      const world = createApiWorld(pagesOf(ROWS));
      world.dieAfter(after, keeps);
      await world.ingest(INPUT).catch(() => undefined);
      world.revive();
      const ended = world.events().length === 0 ? await world.ingest(INPUT) : await goOn(world);
      expect(datasetOf(world.disk), `death at step ${after}`).toBe(expected);
      expect(ended?.result ?? result, `death at step ${after}`).toMatchObject({ records: 25, pages: result?.pages });
      expect(completedTwice(world), `death at step ${after}`).toEqual([]);
    }
  });
});

async function goOn(world: ApiWorld) {
  if (world.events().at(-1)?.eventType === 'WorkflowExecutionCompleted') return undefined;
  return world.resume();
}

function completedTwice(world: ApiWorld): string[] {
  // SAFETY: the world has runs of this workflow only.
  const ids = (world.events() as readonly ApiHistoryEvent[]).flatMap(({ eventType, attributes }) =>
    eventType === 'ActivityTaskCompleted' && 'activityId' in attributes ? attributes.activityId : [],
  );
  return ids.filter((id, at) => ids.indexOf(id) !== at);
}
