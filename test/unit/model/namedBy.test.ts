import { expect, test } from 'vitest';
import { namedBy } from '../../../src/model/namedBy.ts';
import { runInMemory } from '../../fakes/run.ts';

test('a run that works on a file of another one is found, by what it was given and by what it wrote', async () => {
  const raw_file_path = '.ingestion-workshop/runs/old/scraping/a-1.html';
  const given = {
    uri: 'http://ville.test/a',
    current_stage: 'SCRAPING',
    current_status: 'COMPLETED',
    raw_file_path,
  } as const;
  const { state } = await runInMemory([given], { options: { only: 'CRAWLING' } });
  expect(namedBy('old', [state])).toEqual({ run: 'run-1', path: raw_file_path });
  expect(namedBy('ol', [state])).toBeUndefined();
  const { state: own } = await runInMemory(['http://ville.test/a']);
  expect(namedBy('run-1', [own])?.path).toMatch(/^runs\/run-1\//);
  expect(namedBy('run-2', [own])).toBeUndefined();
});
