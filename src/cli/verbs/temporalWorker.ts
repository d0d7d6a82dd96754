import { join, resolve } from 'node:path';
import type { WorkerLine } from '../../temporal/workerSettings.ts';
import type { VerbResult } from '../results.ts';
import type { Run, Session } from '../session.ts';
import { temporalPlace } from '../temporalPlace.ts';

/** Prints one line when it polls, then works until the process is told to stop or its parent has gone. */
export const run: Run = async (args, session) => {
  const dir = args.text('worker-dir');
  const folder = dir === undefined ? undefined : resolve(session.cwd, dir);
  if (args.flag('install')) return install(folder, session);
  await session.engine.startWorker({
    place: temporalPlace(args, session),
    root: resolve(session.cwd, args.text('root') ?? '.'),
    folder,
    installCommand: `ingestion-workshop temporal-worker --install${dir === undefined ? '' : ` --worker-dir "${dir}"`}`,
    dist: join(session.home, 'dist'),
    signal: session.signal,
    onPolling: line => session.stdout.write(`${session.json ? JSON.stringify(line) : pollingText(line, session)}\n`),
  });
  return null;
};

const pollingText = (line: Polling, { texts: { human } }: Session): string =>
  human.say('cli.temporal_worker.polling', {
    queue: line.task_queue,
    address: line.address,
    namespace: line.namespace,
    root: line.root,
    identity: line.identity,
  });

type Polling = Extract<WorkerLine, { status: 'polling' }>;

async function install(folder: string | undefined, session: Session): Promise<VerbResult> {
  const dist = join(session.home, 'dist');
  const installed = await session.engine.installWorker({ folder, dist, signal: session.signal });
  return {
    json: { status: 'success', ...installed },
    text: () =>
      session.texts.human.say('cli.temporal_worker.installed', {
        folder: installed.folder,
        megabytes: Math.round(installed.bytes / 1e6),
      }),
    exitCode: 0,
  };
}
