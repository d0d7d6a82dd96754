import { expect, test } from 'vitest';
import { commandWords } from '../../../../src/model/workshop/commandWords.ts';

test.for([
  ['ingest inputs/page.ingest.yaml', ['ingest', 'inputs/page.ingest.yaml']],
  ['  search   "two words" --k 3 ', ['search', 'two words', '--k', '3']],
  [`search 'l"arrêt' --name="a b"`, ['search', 'l"arrêt', '--name=a b']],
  ['search ""', ['search', '']],
  ['', []],
] as const)('%j', ([line, words]) => {
  expect(commandWords(line)).toEqual(words);
});
