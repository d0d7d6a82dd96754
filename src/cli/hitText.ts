import type { FoundChunk } from '../engine/searchIndex.ts';
import { figure, type Words } from './texts.ts';

/** A passage for a terminal: rank, score taken apart, where it comes from, its first lines. */
export function hitText(words: Words, hit: FoundChunk, rank: number): string {
  const where = [hit.title, ...hit.headingPath.filter(heading => heading !== hit.title)].join(' › ');
  return [
    `${rank}. ${figure(hit.score, words.language, 3)}  ${where}`,
    `   ${hit.uri}`,
    `   ${scoreText(words, hit)}`,
    ...excerpt(hit.text).map(line => `   ${line}`),
  ].join('\n');
}

function scoreText(words: Words, { vectorScore, wordsScore, linksScore, words: shares }: FoundChunk): string {
  const share = (value: number): string => figure(value, words.language, 2);
  const parts = { vector: share(vectorScore), words: share(wordsScore) };
  const each = shares.map(({ word, score }) => `${word} ${share(score)}`).join(', ');
  const told = words.say(each === '' ? 'cli.search.score' : 'cli.search.score_words', { ...parts, each });
  return linksScore < 0 ? `${told}, ${words.say('cli.search.score_links', { links: share(linksScore) })}` : told;
}

function excerpt(text: string): string[] {
  const flat = [...text.replace(/\s+/g, ' ').trim()];
  const shown = flat.length > 300 ? `${flat.slice(0, 299).join('')}…` : flat.join('');
  return shown.match(/.{1,96}(?:\s|$)|\S{96}/gu)?.map(line => line.trimEnd()) ?? [];
}

export const hitJson = (hit: FoundChunk, at: number): Record<string, unknown> => ({
  rank: at + 1,
  score: hit.score,
  vector_score: hit.vectorScore,
  words_score: hit.wordsScore,
  links_score: hit.linksScore,
  words: hit.words,
  text: hit.text,
  uri: hit.uri,
  title: hit.title,
  heading_path: hit.headingPath,
  chunk_id: hit.chunkId,
  start: hit.start,
  end: hit.end,
});
