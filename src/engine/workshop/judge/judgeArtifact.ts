import type { WorkshopCheck } from '../../../model/generated/types.ts';
import type { ArtifactText } from '../workshopPorts.ts';
import { countFault, ofText } from './counts.ts';
import { excerpt, placeIn } from './inText.ts';
import { failed, firstOf, isSource, PASSED, reason, type Judge, type Judgement } from './judgement.ts';

/**
 * Files that a stage of the newest run wrote, of one Source or of all: the counts are of files, and each of them holds
 * what must be in it. Without counts there is at least one.
 */
export const judgeArtifact: Judge = async ({ world }, check) => {
  if (!check.stage) return PASSED;
  const all = await world.artifacts(check.stage);
  const params = { stage: check.stage, of: ofText(check.source) };
  if (!all) return failed(reason('artifact_at_least', { ...params, count: check.at_least ?? 1 }), reason('no_run'));
  const found = all.filter(({ uri }) => isSource(uri, check.source));
  const count = countFault(check, { of: 'artifact', params, count: found.length, where: null }, 1);
  if (count) return count;
  for (const artifact of found) {
    const fault = firstOf(textFaults(artifact, check));
    if (fault.state !== 'passed') return fault;
    const { max_tokens: limit } = check;
    if (limit === null || limit === undefined) continue;
    const { path, text } = artifact;
    const tokens = await world.countTokens(text);
    if (tokens > limit) return failed(reason('tokens_at_most', { limit }), reason('tokens_count', { path, tokens }), { path });
  }
  return PASSED;
};

function* textFaults({ path, text }: ArtifactText, { contains, lacks }: WorkshopCheck): Iterable<Judgement> {
  for (const wanted of contains ?? []) {
    if (text.includes(wanted)) continue;
    yield failed(reason('text_wanted', { text: wanted }), reason('text_missing', { path, excerpt: excerpt(text) }), { path });
  }
  for (const unwanted of lacks ?? []) {
    const at = text.indexOf(unwanted);
    if (at < 0) continue;
    const place = placeIn(text, at);
    const found = reason('text_found', { path, line: place.line, excerpt: excerpt(text, at, unwanted.length) });
    yield failed(reason('text_unwanted', { text: unwanted }), found, { path, ...place });
  }
}
