import type { IndexConfig, IndexContext, Source } from './ingestion-workshop.d.ts';

/** INDEXING: the text of a page, with what is known of it, into the index. / Le texte d'une page, et ce qu'on sait d'elle, dans l'index. */
export default async function indexSource(context: IndexContext, source: Source, _config: IndexConfig): Promise<Source> {
  // 1. Read the text. / Lire le texte.
  // 2. Make a document: its text, and the metadata of the Source. / Faire un document : son texte, et les métadonnées de la Source.
  // 3. Add it to the store. / L'ajouter à l'index.
  return source;
}
