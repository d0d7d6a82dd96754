import type { SearchHit } from '../../../protocol/search.ts';
import type { Text } from '../../text.ts';

/** What a pick shows: title and place, the score taken apart, the passage. */
export function passageEntry(hit: SearchHit, text: Text): { label: string; description: string; detail: string } {
  const place = [hit.title || hit.uri, ...hit.headingPath.slice(-1).filter(heading => heading !== hit.title)];
  const figure = (score: number) =>
    new Intl.NumberFormat(text.language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(score);
  return {
    label: `${hit.rank}. ${place.join(' › ')}`,
    description: text.say('search.score', {
      score: figure(hit.score),
      vector: figure(hit.vectorScore),
      words: figure(hit.wordsScore),
    }),
    detail: hit.text.replace(/\s+/g, ' ').trim().slice(0, 300),
  };
}
