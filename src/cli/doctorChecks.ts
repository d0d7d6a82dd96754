import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { DEFAULT_COLLECTION, indexingTarget } from '../model/collection.ts';
import { isPostgres, maskDatabaseUri } from '../model/databaseUri.ts';
import { toProblem, type Params } from '../model/problem.ts';
import type { Arguments } from './arguments.ts';
import { sentence } from './describe.ts';
import { pythonVersion } from '../adapters/pythonVersion.ts';
import { isPracticeSite } from '../adapters/practiceServer/isPracticeServer.ts';
import { USUAL_PORT } from './practiceServer.ts';
import type { Session } from './session.ts';
import { inWorkFolder, shownPath, workDirOf } from './workFolder.ts';

/** A catalogue key and its values. */
type Saying = readonly [key: string, params?: Params];

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** Whether runs fail without it; the rest is good to know. */
  readonly needed: boolean;
  readonly detail: Saying;
  readonly fix: Saying | null;
}

export const checkNode = ({ nodeVersion }: Session): Check => ({
  name: 'node',
  ok: true,
  needed: true,
  detail: ['doctor.node', { version: nodeVersion }],
  fix: null,
});

export async function checkSqlite({ nodeVersion }: Session): Promise<Check> {
  const name = 'sqlite';
  try {
    const { DatabaseSync } = await import('node:sqlite');
    const database = new DatabaseSync(':memory:');
    const row = database.prepare('select sqlite_version() as version').get();
    database.close();
    const detail: Saying = ['doctor.sqlite', { version: String(row?.['version']) }];
    return { name, ok: true, needed: true, detail, fix: null };
  } catch {
    const detail: Saying = ['doctor.sqlite_missing', { version: nodeVersion }];
    return { name, ok: false, needed: true, detail, fix: ['doctor.sqlite_fix'] };
  }
}

/** Only a Python worker needs it. */
export async function checkPython({ env }: Session): Promise<Check> {
  const common = { name: 'python', ok: true, needed: false, fix: null };
  const version = await pythonVersion(env);
  return { ...common, detail: version ? ['doctor.python', { version }] : ['doctor.python_none'] };
}

/** Writable, or to be made in a folder that is. Writes nothing. */
export async function checkFolder(session: Session, workDir: string): Promise<Check> {
  const path = shownPath(session, workDir, '.');
  const name = 'work_folder';
  for (let folder = workDir; ; folder = dirname(folder)) {
    try {
      await access(folder, constants.W_OK | constants.X_OK);
      const there = folder === workDir;
      const detail: Saying = [there ? 'doctor.folder' : 'doctor.folder_new', { path }];
      return { name, ok: true, needed: true, detail, fix: null };
    } catch (error) {
      const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (absent && dirname(folder) !== folder) continue;
      const detail: Saying = ['doctor.folder_refused', { path: shownPath(session, folder, '.') }];
      return { name, ok: false, needed: true, detail, fix: ['doctor.folder_fix'] };
    }
  }
}

/** Opens the index that is there; none yet is as good. */
export async function checkIndex(args: Arguments, session: Session): Promise<Check> {
  const name = 'index';
  const file = join(workDirOf(args, session), 'index.sqlite');
  const there = await access(file).then(
    () => true,
    () => false,
  );
  if (!there) return { name, ok: true, needed: false, detail: ['doctor.index_none'], fix: null };
  try {
    const { total } = await inWorkFolder(args, session, folder =>
      folder.chunks({ collection: DEFAULT_COLLECTION, from: 0, count: 1 }),
    );
    return { name, ok: true, needed: true, detail: ['doctor.index', { count: total }], fix: null };
  } catch (thrown) {
    const reason = sentence(session.texts.english, toProblem(thrown));
    return { name, ok: false, needed: true, detail: ['doctor.index_bad', { reason }], fix: ['doctor.index_fix'] };
  }
}

/** Where the newest run indexes, when that is PostgreSQL; its password is the environment's. */
export async function checkPostgres(args: Arguments, session: Session): Promise<readonly Check[]> {
  return inWorkFolder(args, session, async folder => {
    const newest = (await folder.runs()).find(run => run.workflowType === 'IngestionWorkflow');
    const started = newest && (await folder.history(newest.runId)).started;
    if (started?.workflowType !== 'IngestionWorkflow') return [];
    const { databaseUri } = indexingTarget(started.input);
    if (!isPostgres(databaseUri)) return [];
    const common = { name: 'postgres', needed: true };
    const address = maskDatabaseUri(databaseUri);
    return folder.collections(databaseUri).then(
      ({ length: count }) => [{ ...common, ok: true, detail: ['doctor.postgres', { address, count }], fix: null }],
      (thrown: unknown) => {
        const reason = sentence(session.texts.english, toProblem(thrown));
        return [{ ...common, ok: false, detail: ['doctor.postgres_bad', { address, reason }], fix: null }];
      },
    );
  });
}

/** Never says anything of the key itself. */
export function checkKey({ env }: Session): Check {
  const present = Boolean(env['OPENAI_API_KEY']);
  return {
    name: 'key',
    ok: true,
    needed: false,
    detail: [present ? 'doctor.key' : 'doctor.key_none'],
    fix: null,
  };
}

export async function checkPort(session: Session): Promise<Check> {
  const free = await isFree(USUAL_PORT);
  const ok = free || (await isPracticeSite(USUAL_PORT));
  const detail = free ? 'doctor.port_free' : ok ? 'doctor.port_ours' : 'doctor.port_taken';
  session.report.settle();
  return {
    name: 'practice_port',
    ok,
    needed: false,
    detail: [detail, { port: USUAL_PORT }],
    fix: ok ? null : ['doctor.port_fix'],
  };
}

const isFree = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
