import type { WorkFolder } from '../engine/workFolder.ts';
import { fail } from '../model/problem.ts';
import type { TemporalFolder } from '../temporal/temporalFolder.ts';
import type { Arguments } from './arguments.ts';
import type { Session } from './session.ts';
import { temporalPlace } from './temporalPlace.ts';
import { inWorkFolder, workDirOf } from './workFolder.ts';

/** Where runs are, and what drives them. */
export type RunsFolder = Pick<WorkFolder, 'workDir' | 'ingest' | 'resume' | 'runs' | 'history'>;

export const isOnServer = (args: Arguments): boolean => args.text('back-end') === 'temporal';

/** The work folder's runs, or those that a Temporal server keeps. */
export const inRunsFolder = <Answer>(
  args: Arguments,
  session: Session,
  use: (folder: RunsFolder) => Promise<Answer>,
): Promise<Answer> => (isOnServer(args) ? onServer(args, session, use) : inWorkFolder(args, session, use));

/** Closes the connection whatever happens. */
export async function onServer<Answer>(
  args: Arguments,
  session: Session,
  use: (folder: TemporalFolder) => Promise<Answer>,
): Promise<Answer> {
  const { texts, stderr, report } = session;
  const words = stderr.isTTY ? texts.human : texts.english;
  const folder = await session.engine.openTemporalFolder({
    place: temporalPlace(args, session),
    workDir: workDirOf(args, session),
    onStill: ({ said, params, fix }) =>
      report.log.write('warn', 'temporal_still', {
        reason: words.say(said, params),
        fix: fix ? words.say(`doctor.fix.${fix}`) : '',
      }),
  });
  try {
    return await use(folder);
  } finally {
    await folder.close();
  }
}

/** What a command that we propose needs to find the server again; undefined: the runs are in the work folder. */
export function serverOption(args: Arguments): string | undefined {
  if (!isOnServer(args)) return undefined;
  const named = ['address', 'namespace', 'task-queue', 'tls-ca', 'tls-cert', 'tls-key'].filter(name =>
    args.given(name),
  );
  const given = named.map(name => ` --${name} ${args.text(name) ?? ''}`);
  return [' --back-end temporal', ...given, args.flag('tls') ? ' --tls' : ''].join('');
}

/** Options that only a server understands. Usage `option_missing`. */
export function refuseWithoutServer(args: Arguments, name: string): void {
  if (args.flag(name) && !isOnServer(args))
    throw fail('usage', 'option_missing', { verb: `--${name}`, option: '--back-end temporal' });
}
