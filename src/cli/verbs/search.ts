import { DEFAULT_COLLECTION } from '../../model/collection.ts';
import { fail } from '../../model/problem.ts';
import type { ScoredChunk } from '../../engine/ports.ts';
import { databaseUriOf } from '../databaseUri.ts';
import { hitText } from '../hitText.ts';
import type { Run } from '../session.ts';
import { inWorkFolder } from '../workFolder.ts';

export const run: Run = async (args, session) => {
  const question = (args.operands[0] ?? '').trim();
  if (question === '') throw fail('usage', 'argument_missing', { argument: 'QUESTION', verb: 'search' });
  const request = {
    question,
    collection: args.text('collection') ?? DEFAULT_COLLECTION,
    ...databaseUriOf(args),
    k: args.number('k') ?? 5,
  };
  const { results, model, durationMs } = await inWorkFolder(args, session, folder => folder.search(request));
  const { human } = session.texts;
  return {
    json: { status: 'success', results: results.map(hitJson), model, duration_ms: roundMs(durationMs) },
    text: () =>
      results.length === 0
        ? human.say(model === null ? 'cli.search.no_index' : 'cli.search.nothing')
        : results.map((hit, at) => hitText(human, hit, at + 1)).join('\n\n'),
    exitCode: 0,
  };
};

/** Milliseconds to a hundredth: a search takes a few of them. */
const roundMs = (ms: number): number => Math.round(ms * 100) / 100;

const hitJson = (hit: ScoredChunk, at: number): Record<string, unknown> => ({
  rank: at + 1,
  score: hit.score,
  vector_score: hit.vectorScore,
  words_score: hit.wordsScore,
  text: hit.text,
  uri: hit.uri,
  title: hit.title,
  heading_path: hit.headingPath,
  chunk_id: hit.chunkId,
  start: hit.start,
  end: hit.end,
});
