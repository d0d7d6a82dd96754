import type { WorkshopCheck } from '../../../model/generated/types.ts';
import { DEFAULT_K } from '../../../model/workshop/checkKeys.ts';
import type { CheckPlace } from '../../../model/workshop/stepOutcome.ts';
import type { CheckWorld, FoundChunk } from '../workshopPorts.ts';
import { countFault, ofText } from './counts.ts';
import { excerpt, placeIn } from './inText.ts';
import { failed, isSource, PASSED, reason, type Judge } from './judgement.ts';

interface Ranked extends FoundChunk {
  /** From 1. */
  readonly rank: number;
}

/**
 * A question asked of the index of the newest run. The passages up to `rank` (all `k` where it is not said), of `source`
 * where it is: one of them holds each text of `contains`, none a text of `lacks`. The counts are of the passages of `source` among `k`.
 */
export const judgeSearch: Judge = async ({ world }, check) => {
  const question = check.question ?? '';
  const k = check.k ?? DEFAULT_K;
  const found = await world.search(question, Math.max(k, check.rank ?? 0));
  const rank = check.rank ?? k;
  const params = { question, rank, of: ofText(check.source) };
  if (!found) return failed(reason('search_asked', { question }), reason('no_index'));
  const ranked = found.map((chunk, at): Ranked => ({ ...chunk, rank: at + 1 }));
  const ofSource = ranked.filter(({ uri }) => isSource(uri, check.source));
  const looked = ofSource.filter(chunk => chunk.rank <= rank);
  const count = { of: 'results', params, count: ofSource.filter(chunk => chunk.rank <= k).length, where: null } as const;
  const counts = countFault(check, count);
  if (counts) return counts;
  if (check.source && looked.length === 0 && check.at_most !== 0) return notFound(ranked, ofSource, { ...params, source: check.source });
  return (await textFault(world, looked, { check, question, rank })) ?? PASSED;
};

function notFound(
  all: readonly Ranked[],
  ofSource: readonly Ranked[],
  { question, rank, source }: { readonly question: string; readonly rank: number; readonly source: string },
) {
  const [better] = ofSource;
  const first = all[0]?.uri ?? '–';
  const found = better ? reason('search_rank', { rank: better.rank, first }) : reason('search_other', { count: all.length, first });
  return failed(reason('search_finds', { question, rank, source }), found);
}

async function textFault(
  world: CheckWorld,
  looked: readonly Ranked[],
  { check, question, rank }: { readonly check: WorkshopCheck; readonly question: string; readonly rank: number },
) {
  for (const text of check.contains ?? []) {
    if (looked.some(chunk => chunk.text.includes(text))) continue;
    const [first] = looked;
    const expected = reason('search_text', { question, rank, text });
    if (!first) return failed(expected, reason('count_found', { count: 0 }));
    const told = { uri: first.uri, excerpt: excerpt(first.text) };
    return failed(expected, reason('passage_lacks', told), await placeOf(world, first, first.text.slice(0, 40)));
  }
  for (const text of check.lacks ?? []) {
    const holder = looked.find(chunk => chunk.text.includes(text));
    if (!holder) continue;
    const { uri, rank: at } = holder;
    const told = { uri, rank: at, excerpt: excerpt(holder.text, holder.text.indexOf(text), text.length) };
    return failed(reason('search_no_text', { question, rank, text }), reason('passage_has', told), await placeOf(world, holder, text));
  }
  return null;
}

/** What was indexed of the Source: its Markdown, else its page. A chunk's own file folds its lines. */
async function placeOf(world: CheckWorld, { uri }: Ranked, text: string): Promise<CheckPlace | null> {
  for (const stage of ['CONVERTION', 'SCRAPING'] as const) {
    const artifact = (await world.artifacts(stage))?.find(one => one.uri === uri);
    if (!artifact) continue;
    const at = artifact.text.indexOf(text);
    return at < 0 ? { path: artifact.path } : { path: artifact.path, ...placeIn(artifact.text, at) };
  }
  return null;
}
