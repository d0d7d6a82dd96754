import { expect, test } from 'vitest';
import { measure } from '../../../../src/engine/workshop/measure.ts';
import type { CommandAnswer } from '../../../../src/engine/workshop/workshopPorts.ts';
import { createFakeCheckWorld } from '../../../fakes/checkWorld.ts';

const addresses = [
  { uri: 'https://town.example/', action: 'fetch' },
  { uri: 'https://town.example/pass', action: 'fetch' },
  { uri: 'https://town.example/pass/', action: 'alias' },
  { uri: 'https://news.example/', action: 'skip' },
];

async function previewed(guess: object, answer: CommandAnswer = { exit: 0, result: { addresses } }) {
  const asked: (readonly string[])[] = [];
  const run = async (args: readonly string[]) => (asked.push(args), answer);
  const world = createFakeCheckWorld({ cli: { run } });
  return { count: await measure(world, { truth: 'previewed', question: { en: 'How many?' }, ...guess }), asked };
}

test('previewed: what a run of the input would fetch, without a run', async () => {
  const { count, asked } = await previewed({ input: 'inputs/crawl.ingest.yaml' });
  expect(count).toBe(2);
  expect(asked).toEqual([['ingest', 'inputs/crawl.ingest.yaml', '--preview']]);
});

test('previewed: of one Source, where one is named', async () => {
  expect((await previewed({ input: 'a.yaml', source: '/pass' })).count).toBe(1);
});

test('previewed: nothing where there is no input, or where its preview fails', async () => {
  expect(await previewed({})).toEqual({ count: null, asked: [] });
  expect((await previewed({ input: 'a.yaml' }, { exit: 1, result: { status: 'error' } })).count).toBeNull();
});
