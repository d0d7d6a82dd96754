import { fail } from '../../model/problem.ts';
import type { Run } from '../session.ts';
import { size } from '../texts.ts';
import { inWorkFolder } from '../workFolder.ts';

export const run: Run = async (args, session) => {
  const keepRuns = args.number('keep-runs');
  const olderThanDays = args.number('older-than');
  if (keepRuns === undefined && olderThanDays === undefined) throw fail('usage', 'prune_needs_a_limit');
  const dryRun = args.flag('dry-run');
  const { removed, bytes } = await inWorkFolder(args, session, folder =>
    folder.prune({
      ...(keepRuns === undefined ? {} : { keepRuns }),
      ...(olderThanDays === undefined ? {} : { olderThanDays }),
      dryRun,
    }),
  );
  const { human } = session.texts;
  return {
    json: { status: 'success', removed, bytes, dry_run: dryRun },
    text: () => {
      const params = { count: removed.length, size: size(bytes, human.language) };
      return [human.say(dryRun ? 'cli.prune.would' : 'cli.prune.done', params), ...removed.map(id => `  ${id}`)].join(
        '\n',
      );
    },
    exitCode: 0,
  };
};
