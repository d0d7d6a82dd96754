import { DEFAULT_COLLECTION } from '../../model/collection.ts';
import { modelName } from '../../model/modelName.ts';
import { fail } from '../../model/problem.ts';
import { databaseUriOf } from '../databaseUri.ts';
import { sentence } from '../describe.ts';
import { useJson, useText } from '../embeddingUse.ts';
import type { Run } from '../session.ts';
import { figure } from '../texts.ts';
import { inWorkFolder } from '../workFolder.ts';

export const run: Run = async (args, session) => {
  const model = args.text('model') ?? '';
  if (model === '') throw fail('usage', 'argument_missing', { argument: '--model', verb: 'rebuild' });
  const collection = args.text('collection') ?? DEFAULT_COLLECTION;
  const dryRun = args.flag('dry-run');
  const { signal } = session;
  const request = { collection, model, ...databaseUriOf(args), dryRun, signal };
  const { formerModel, sources, chunks, use, refused } = await inWorkFolder(args, session, folder =>
    folder.rebuild(request),
  );
  const { human, english } = session.texts;
  return {
    json: {
      status: 'success',
      ...{ collection, former_model: formerModel, model, dry_run: dryRun, sources, chunks },
      embedding: useJson(use),
      refused_chunks: refused.map(({ uri, index, start, end, reason }) => {
        return { uri, chunk: index + 1, start, end, reason: sentence(english, reason), reason_detail: reason };
      }),
    },
    text: () => {
      const [from, to] = [modelName(formerModel, human), modelName(model, human)];
      const counts = { sources: figure(sources, human.language), chunks: figure(chunks, human.language) };
      return [
        human.say(dryRun ? 'cli.rebuild.would' : 'cli.rebuild.done', { collection, from, to, ...counts }),
        useText(human, use),
        ...refused.map(({ uri, index, start, end, reason }) => {
          const place = { chunk: index + 1, start, end, reason: sentence(human, reason) };
          return `  ${uri}\n    ${human.say('cli.outcome.refused_chunk', place)}`;
        }),
      ].join('\n');
    },
    exitCode: 0,
  };
};
