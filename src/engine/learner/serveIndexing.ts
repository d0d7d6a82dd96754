import { indexingTarget } from '../../model/collection.ts';
import type { Chunk } from '../../model/generated/types.ts';
import { alreadyIndexed, checkModel, indexChunks, readInputChunks } from '../activities/indexSource.ts';
import { loadTokenCounter } from '../countTokens.ts';
import { createTotal, textArgument } from './callArguments.ts';
import { chunksArgument } from './serveChunking.ts';
import type { Serve } from './servedContext.ts';

/**
 * INDEXING: `read`, `chunks`, `countTokens`, `store.add`. What is added goes into the index when the activity has
 * returned, in one transaction and in the place of what was there of the Source.
 */
export const serveIndexing: Serve = ({ context, source }) => {
  const added: Chunk[] = [];
  const count = createTotal('store.add');
  const target = indexingTarget(context.input);
  const openStore = () => context.ports.openStore(target.databaseUri);
  return {
    calls: {
      read: async () => (await readInputChunks(context, source)).map(({ text }) => text).join('\n\n'),
      chunks: () => readInputChunks(context, source),
      countTokens: async text => (await loadTokenCounter())(textArgument('countTokens', text)),
      'store.add': async (...documents) => {
        const chunks = documents.flatMap(document => chunksArgument('store.add', document));
        count(chunks);
        for (const chunk of chunks) added.push(chunk);
      },
    },
    async before() {
      const store = await openStore();
      const known = await alreadyIndexed(context, source, store);
      if (!known) await checkModel(store, target);
      return known;
    },
    given: () => ({ chunks: added }),
    artifact: () => null,
    async finish(after) {
      const done = await indexChunks(context, after, { store: await openStore(), chunks: added });
      // The page may have a text: it is the activity that kept it to itself.
      return added.length > 0 ? done : { ...done, skipped: { code: 'nothing_added', params: { uri: source.uri } } };
    },
  };
};
