import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fail } from '../../model/problem.ts';
import type { WorkshopVerdict } from '../../model/workshop/verdict.ts';
import { openPracticeApi, openPracticeSite, PRACTICE_SERVERS } from '../practiceServer.ts';
import type { Run, Session } from '../session.ts';
import { temporalPlace } from '../temporalPlace.ts';
import type { UsualServer } from '../verifyWorkshops.ts';

const FILES = ['workshop.yaml', 'workshop.yml'];

interface Found {
  readonly folder: string;
  readonly file: string;
}

export const run: Run = async (args, session) => {
  const { engine, report, signal, home, env, texts } = session;
  const verdicts: WorkshopVerdict[] = [];
  try {
    for (const found of findWorkshops(args.operands[0], session)) {
      const verdict = await engine.verifyWorkshop({
        ...{ ...found, home, env, signal, log: report.log },
        servers: usualServers(session),
        startWorker: ({ taskQueue, ...work }) =>
          engine.startWorker({
            ...{ ...work, place: { ...temporalPlace(args, session), taskQueue }, folder: undefined },
            ...{ installCommand: 'ingestion-workshop temporal-worker --install', dist: join(home, 'dist') },
          }),
        moved: ({ done, total, step, phase, what }) =>
          report.progress(() => texts.human.say(`cli.verify.${phase}`, { done: done + 1, total, step, what })),
      });
      verdicts.push(verdict);
    }
  } catch (thrown) {
    if (signal.aborted) throw fail('transient', 'interrupted', { verb: 'verify' });
    throw thrown;
  } finally {
    report.settle();
  }
  return engine.describeVerdicts(verdicts, texts.human.language);
};

/** The practice servers, where the workshops look for them. */
function usualServers(session: Pick<Session, 'engine' | 'home'>): UsualServer[] {
  const anywhere = { host: '127.0.0.1', port: 0 };
  const open = {
    'practice-site': () => openPracticeSite(session, anywhere),
    'practice-api': () => openPracticeApi(session, anywhere),
  };
  return Object.entries(PRACTICE_SERVERS).flatMap(([name, { url }]) => {
    const opener = Object.entries(open).find(([known]) => known === name)?.[1];
    return opener ? [{ usual: new URL(url).host, open: opener }] : [];
  });
}

/** A folder, or the id of one that ships; nothing named: all that ship. Throws usage `workshop_unknown`. */
function findWorkshops(named: string | undefined, { cwd, home }: Pick<Session, 'cwd' | 'home'>): readonly Found[] {
  const shipped = join(home, 'workshop');
  const known = readdirSync(shipped)
    .sort()
    .filter(id => describes(join(shipped, id)));
  if (named === undefined) return known.map(id => foundIn(join(shipped, id)));
  const own = resolve(cwd, named.replace(/[\\/]workshop\.ya?ml$/, ''));
  if (describes(own)) return [foundIn(own)];
  if (known.includes(named)) return [foundIn(join(shipped, named))];
  throw fail('usage', 'workshop_unknown', { workshop: named, known: known.join(', ') || '–' });
}

/** A folder of that name, or a link that leads in circles, describes nothing. */
const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

const describes = (folder: string): boolean => FILES.some(file => isFile(join(folder, file)));

const foundIn = (folder: string): Found => ({
  ...{ folder, file: FILES.find(file => isFile(join(folder, file))) ?? 'workshop.yaml' },
});
