import { DEFAULT_COLLECTION, OFFLINE_MODEL } from '../../model/collection.ts';
import { modelName } from '../../model/modelName.ts';
import { fail, type Params } from '../../model/problem.ts';
import type { ScoredChunk } from '../../engine/ports.ts';
import { databaseUriOf } from '../databaseUri.ts';
import { sentence } from '../describe.ts';
import { hitText } from '../hitText.ts';
import type { Run } from '../session.ts';
import type { Words } from '../texts.ts';
import { inWorkFolder, workDirOf, workDirOption } from '../workFolder.ts';

export const run: Run = async (args, session) => {
  const question = (args.operands[0] ?? '').trim();
  if (question === '') throw fail('usage', 'argument_missing', { argument: 'QUESTION', verb: 'search' });
  const request = {
    question,
    collection: args.text('collection') ?? DEFAULT_COLLECTION,
    ...databaseUriOf(args),
    k: args.number('k') ?? 5,
  };
  const found = await inWorkFolder(args, session, folder => folder.search(request));
  const { results, model, durationMs } = found;
  const { human, english } = session.texts;
  const missing = missingCollection(request.collection, found.collections ?? []);
  return {
    json: {
      status: 'success',
      results: results.map(hitJson),
      model,
      ...(model === null ? {} : { lexical: model === OFFLINE_MODEL }),
      duration_ms: roundMs(durationMs),
      ...(missing ? { warnings: [{ ...missing, message: sentence(english, missing) }] } : {}),
    },
    text: () =>
      results.length === 0
        ? nothingText(human, { model, missing, workDir: workDirOption(session, workDirOf(args, session)) })
        : [human.say('cli.search.model', { model: modelName(model ?? '', human) })]
            .concat(results.map((hit, at) => hitText(human, hit, at + 1)))
            .join('\n\n'),
    exitCode: 0,
  };
};

/** Undefined where there is no index at all: then the first run makes the collection too. */
function missingCollection(collection: string, there: readonly string[]): Missing | undefined {
  if (there.length === 0) return undefined;
  return { code: 'collection_missing', params: { collection, collections: there.join(', ') } };
}

interface Missing {
  readonly code: string;
  readonly params: Params;
}

interface Nothing {
  readonly model: string | null;
  readonly missing: Missing | undefined;
  readonly workDir: string;
}

function nothingText(words: Words, { model, missing, workDir }: Nothing): string {
  if (missing) return sentence(words, missing);
  return words.say(model === null ? 'cli.search.no_index' : 'cli.search.nothing', { work_dir: workDir });
}

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
