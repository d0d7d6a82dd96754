import { expect, test } from 'vitest';
import { createStageMode } from '../../../src/extension/stageMode.ts';

test('the stage is the window’s: turned on and off, told, and there again after a reload', () => {
  const kept = new Map<string, unknown>();
  const memory = {
    keys: () => [...kept.keys()],
    // SAFETY: only what `update` kept comes back.
    get: <T>(key: string, otherwise?: T) => (kept.get(key) ?? otherwise) as T,
    update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
  };
  const stage = createStageMode(memory);
  const told: boolean[] = [];
  stage.changed.listen(() => told.push(stage.isOn()));
  expect(stage.isOn()).toBe(false);
  stage.toggle();
  expect(createStageMode(memory).isOn()).toBe(true);
  stage.toggle();
  expect(told).toEqual([true, false]);
});
