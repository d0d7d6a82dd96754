import { fail } from '../../model/problem.ts';
import type { ScoredChunk } from '../../engine/ports.ts';
import { databaseUriOf } from '../databaseUri.ts';
import type { Run } from '../session.ts';
import { figure, type Words } from '../texts.ts';
import { inWorkFolder } from '../workFolder.ts';

export const run: Run = async (args, session) => {
  const question = (args.operands[0] ?? '').trim();
  if (question === '') throw fail('usage', 'argument_missing', { argument: 'QUESTION', verb: 'search' });
  const request = {
    question,
    collection: args.text('collection') ?? 'default',
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

/** A passage for a terminal: rank, score, where it comes from, its first lines. */
export function hitText(words: Words, hit: ScoredChunk, rank: number): string {
  const where = [hit.title, ...hit.headingPath.filter(heading => heading !== hit.title)].join(' › ');
  return [
    `${rank}. ${figure(hit.score, words.language, 3)}  ${where}`,
    `   ${hit.uri}`,
    ...excerpt(hit.text).map(line => `   ${line}`),
  ].join('\n');
}

function excerpt(text: string): string[] {
  const flat = [...text.replace(/\s+/g, ' ').trim()];
  const shown = flat.length > 300 ? `${flat.slice(0, 299).join('')}…` : flat.join('');
  return shown.match(/.{1,96}(?:\s|$)|\S{96}/gu)?.map(line => line.trimEnd()) ?? [];
}
