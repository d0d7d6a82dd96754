import { DEFAULT_COLLECTION } from '../../model/collection.ts';
import { fail } from '../../model/problem.ts';
import { databaseUriOf } from '../databaseUri.ts';
import type { Run } from '../session.ts';
import { figure } from '../texts.ts';
import { inWorkFolder } from '../workFolder.ts';

export const run: Run = async (args, session) => {
  const collection = args.text('collection') ?? DEFAULT_COLLECTION;
  const dryRun = args.flag('dry-run');
  const sources = args.given('source') ? { sources: args.all('source') } : {};
  const { signal } = session;
  const request = { collection, ...databaseUriOf(args), ...sources, dryRun, signal };
  const { removed, chunks } = await inWorkFolder(args, session, folder =>
    folder.emptyIndex(request).catch((thrown: unknown) => {
      throw signal.aborted ? fail('transient', 'interrupted', { verb: 'empty-index' }) : thrown;
    }),
  );
  const { human } = session.texts;
  const figures = {
    ...{ sources: figure(removed.length, human.language), chunks: figure(chunks, human.language) },
    collection,
  };
  return {
    json: { status: 'success', collection, dry_run: dryRun, removed, chunks },
    text: () => human.say(dryRun ? 'cli.empty_index.would' : 'cli.empty_index.done', figures),
    exitCode: 0,
  };
};
