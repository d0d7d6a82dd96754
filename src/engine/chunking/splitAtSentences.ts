import { splitRecursively, type SplitOptions } from '../splitRecursively.ts';
import { packPieces } from './packPieces.ts';
import { sentencesOf } from './sentencesOf.ts';
import { countCodePoints, measured, stripped, type Span } from './span.ts';

interface Sentence extends Span {
  /** Code points, with the white space after it. */
  readonly length: number;
}

/**
 * Whole sentences, as many as the size takes; neighbours share whole sentences, too. A sentence that is longer than the
 * size is cut as `splitRecursively` does, and shares nothing with those beside it.
 */
export function splitAtSentences(text: string, options: SplitOptions): Span[] {
  const whole = measured(text);
  const chunks: Span[] = [];
  let fitting: Sentence[] = [];
  const pack = (): void => {
    packPieces(fitting, options, (first, end) => {
      const chunk = stripped(text, { start: fitting[first]?.start ?? 0, end: fitting[end - 1]?.end ?? 0 });
      if (chunk) chunks.push(chunk);
    });
    fitting = [];
  };
  for (const sentence of sentencesOf(text)) {
    const bare = stripped(text, sentence) ?? { start: 0, end: 0 };
    if (countCodePoints(whole, bare) <= options.chunkSize) {
      fitting.push({ ...sentence, length: countCodePoints(whole, sentence) });
      continue;
    }
    pack();
    chunks.push(...cutSpan(text, sentence, options));
  }
  pack();
  return chunks;
}

/** A part of a text as `splitRecursively` cuts it, with places in the text. */
export const cutSpan = (text: string, { start, end }: Span, options: SplitOptions): Span[] =>
  splitRecursively(text.slice(start, end), options).map(span => ({ start: start + span.start, end: start + span.end }));
