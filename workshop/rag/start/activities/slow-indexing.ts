import type { IndexConfig, IndexContext, Source } from './ingestion-workshop.d.ts';
import indexSource from './indexing.ts';

/** Your indexSource, a second late each time. / Votre indexSource, avec une seconde de retard à chaque fois. */
export default async function slowly(context: IndexContext, source: Source, config: IndexConfig): Promise<Source> {
  await new Promise(resolve => setTimeout(resolve, 1200));
  return indexSource(context, source, config);
}
