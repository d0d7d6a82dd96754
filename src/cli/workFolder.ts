import { relative, resolve } from 'node:path';
import type { WorkFolder } from '../engine/workFolder.ts';
import type { Arguments } from './arguments.ts';
import { sentence } from './describe.ts';
import type { Session } from './session.ts';

const USUAL_FOLDER = '.ingestion-workshop';

export const workDirOf = (args: Arguments, session: Session): string =>
  resolve(session.cwd, args.text('work-dir') ?? USUAL_FOLDER);

/** What a command that we propose needs to find this work folder; nothing when it is the usual one. */
export function workDirOption(session: Session, workDir: string): string {
  const path = shownPath(session, workDir, '.');
  return path === USUAL_FOLDER ? '' : ` --work-dir ${/\s/.test(path) ? `"${path}"` : path}`;
}

type Use<Answer> = (folder: WorkFolder) => Promise<Answer>;

/** The work folder that the arguments name. It is made by the first run; until then it is an empty one. */
export const inWorkFolder = <Answer>(args: Arguments, session: Session, use: Use<Answer>): Promise<Answer> =>
  open(workDirOf(args, session), session, use);

/** The same by its name. */
export const inNamedFolder = <Answer>(dir: string, session: Session, use: Use<Answer>): Promise<Answer> =>
  open(resolve(session.cwd, dir), session, use);

/** Closes it whatever happens. */
async function open<Answer>(workDir: string, session: Session, use: Use<Answer>): Promise<Answer> {
  const { english } = session.texts;
  const folder = await session.engine.openWorkFolder({
    workDir,
    // Files are the same whatever the terminal's language.
    describe: problem => sentence(english, problem),
    log: session.report.log,
  });
  try {
    return await use(folder);
  } finally {
    await folder.close();
  }
}

/** A path of the work folder as a person or a script in the current folder would write it. */
export function shownPath(session: Session, workDir: string, path: string): string {
  return relative(session.cwd, resolve(workDir, path)) || '.';
}
