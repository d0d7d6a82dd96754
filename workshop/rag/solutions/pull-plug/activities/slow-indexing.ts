import type { IndexConfig, IndexContext, Source } from './ingestion-workshop.d.ts';
import indexSource from './indexing.ts';

/** As before, at another delay: other code, so what a run has done already is done again. / Comme avant, à un autre rythme : autre code, donc ce qui était déjà fait est refait. */
export default async function slowly(context: IndexContext, source: Source, config: IndexConfig): Promise<Source> {
  await new Promise(resolve => setTimeout(resolve, 1250));
  return indexSource(context, source, config);
}
