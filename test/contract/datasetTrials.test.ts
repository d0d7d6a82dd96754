import { expect, test } from 'vitest';
import { trials } from '../unit/engine/dataset/trials.ts';

test('no row that stays is lost or doubled, in 2,500 histories of sources and runs', async () => {
  await expect(trials(1_000, 3_500)).resolves.toBeUndefined();
}, 120_000);
