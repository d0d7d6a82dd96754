import type { ChunkMethod } from '../../model/chunkMethod.ts';
import { loadTokenCounter } from '../countTokens.ts';
import { splitRecursively, type SplitOptions } from '../splitRecursively.ts';
import type { Span } from './span.ts';

export interface ChunkOptions extends SplitOptions {
  /** Absent: recursive. */
  readonly method?: ChunkMethod | undefined;
}

/** The slices of a text, in order, without blanks at their ends. */
export type Split = (text: string) => Span[];

/** Sizes are code points; with `tokens`, tokens. Loads what the method needs. */
export async function loadSplitter({ method = 'recursive', ...sizes }: ChunkOptions): Promise<Split> {
  switch (method) {
    case 'recursive':
      return text => splitRecursively(text, sizes);
    case 'heading': {
      const { splitAtHeadings } = await import('./splitAtHeadings.ts');
      return text => splitAtHeadings(text, sizes);
    }
    case 'tokens': {
      const [{ splitByTokens }, count] = await Promise.all([import('./splitByTokens.ts'), loadTokenCounter()]);
      return text => splitByTokens(text, sizes, count);
    }
    case 'sentence': {
      const { splitAtSentences } = await import('./splitAtSentences.ts');
      return text => splitAtSentences(text, sizes);
    }
  }
}
