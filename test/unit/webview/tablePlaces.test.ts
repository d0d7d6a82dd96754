import { expect, it } from 'vitest';
import { createPlaces } from '../../../webview/table/places.ts';
import { newState } from '../../../webview/table/state.ts';
import type { World } from '../../../webview/table/world.ts';

it('a row asked for while the rows are arranged anew is looked for among the new ones', async () => {
  const state = { ...newState(), query: { filters: [{ column: 0, text: '> 5' }], sort: [] } };
  const asked: string[] = [];
  const ask = {
    position: ({ query }: { query: typeof state.query }) => {
      asked.push(query.filters[0]?.text ?? '');
      if (asked.length === 1) state.query = { filters: [{ column: 0, text: '> 6' }], sort: [] };
      return Promise.resolve(null);
    },
  };
  // SAFETY: places use these three only.
  const world = { ask, state, change: (part: object) => Object.assign(state, part) } as unknown as World;
  createPlaces(world).goToNumber(12_345);
  await expect.poll(() => state.missed).toBe(12_345);
  expect(asked).toEqual(['> 5', '> 6']);
});
