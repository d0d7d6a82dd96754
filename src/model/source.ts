import type { Source } from './generated/types.ts';

/** The page's title, once CONVERTION has read it. */
export function titleOf({ metadata }: Pick<Source, 'metadata'>): string | null {
  const title = metadata?.['title'];
  return typeof title === 'string' ? title : null;
}
