import type { ScoredChunk } from '../engine/ports.ts';
import { figure, type Words } from './texts.ts';

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
