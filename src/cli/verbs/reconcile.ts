import type { ReconcileResult } from '../../engine/reconcile.ts';
import { DEFAULT_COLLECTION } from '../../model/collection.ts';
import { fail } from '../../model/problem.ts';
import { databaseUriOf } from '../databaseUri.ts';
import { sentence } from '../describe.ts';
import type { Run } from '../session.ts';
import { figure, type Words } from '../texts.ts';
import { inWorkFolder } from '../workFolder.ts';

const KINDS = ['missing', 'orphaned', 'stale'] as const;

export const run: Run = async (args, session) => {
  const collection = args.text('collection') ?? DEFAULT_COLLECTION;
  const dryRun = args.flag('dry-run');
  const repair = args.flag('repair') && !dryRun;
  const { signal } = session;
  const request = { collection, ...databaseUriOf(args), repair, signal };
  const result = await inWorkFolder(args, session, folder =>
    folder.reconcile(request).catch((thrown: unknown) => {
      throw signal.aborted ? fail('transient', 'interrupted', { verb: 'reconcile' }) : thrown;
    }),
  );
  const { human, english } = session.texts;
  const isLeft = KINDS.some(kind => result[kind].length > 0);
  const listed = (kind: (typeof KINDS)[number]) =>
    result[kind].map(found => {
      const problem = result.problems.get(found.uri);
      return { ...found, ...(problem ? { error: sentence(english, problem), error_code: problem.code } : {}) };
    });
  return {
    json: {
      status: isLeft && repair ? 'partial' : 'success',
      ...{ collection, dry_run: dryRun, repair },
      ...{ missing: listed('missing'), orphaned: listed('orphaned'), stale: listed('stale') },
      repaired: result.repaired,
    },
    text: () => textOf(human, collection, result),
    exitCode: isLeft ? 1 : 0,
  };
};

function textOf(words: Words, collection: string, result: ReconcileResult): string {
  const repaired =
    result.repaired.length === 0
      ? []
      : [words.say('cli.reconcile.repaired', { count: figure(result.repaired.length, words.language) })];
  const found = KINDS.flatMap(kind => listText(words, kind, result));
  const end = found.length > 0 ? [] : [words.say('cli.reconcile.in_order', { collection })];
  return [...repaired, ...found, ...end].join('\n');
}

function listText(words: Words, kind: (typeof KINDS)[number], { problems, ...result }: ReconcileResult): string[] {
  const list = result[kind];
  if (list.length === 0) return [];
  const lines = list.flatMap(({ uri, reason, chunks }) => {
    const problem = problems.get(uri);
    const why = words.say(`reconcile.reason.${reason}`, { chunks: figure(chunks, words.language) });
    return [`  ${uri}\n    ${why}`, ...(problem ? [`    ${sentence(words, problem)}`] : [])];
  });
  return [words.say(`cli.reconcile.${kind}`, { count: figure(list.length, words.language) }), ...lines];
}
