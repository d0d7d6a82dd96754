// A machine on which the command is installed: a folder with it in PATH, and shells that run what a scheduler would run.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Missing } from '../../servers/required.ts';

export interface Done {
  readonly code: number | null;
  /** What cron would mail. */
  readonly said: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly done: Promise<Done>;
}

export type Variables = Readonly<Record<string, string>>;

export interface Machine {
  /** A new, empty one. */
  newFolder(): string;
  start(argv: readonly string[], cwd: string, variables: Variables): Started;
  /** To its end. */
  run(argv: readonly string[], cwd: string, variables?: Variables): Promise<Done>;
  end(): void;
}

export async function openMachine(): Promise<Machine> {
  const root = mkdtempSync(path.join(tmpdir(), 'iw-schedulers-'));
  // @ts-expect-error the build script is plain JavaScript
  const { build } = await import('../../../build.mjs');
  await build({ outdir: path.join(root, 'dist') });
  const bin = path.join(root, 'bin');
  mkdirSync(bin);
  const command = `exec '${process.execPath}' '${path.join(root, 'dist', 'cli.js')}' "$@"`;
  writeFileSync(path.join(bin, 'ingestion-workshop'), `#!/bin/sh\n${command}\n`);
  writeFileSync(path.join(bin, 'npx'), `#!/bin/sh\nshift\n${command}\n`);
  for (const name of readdirSync(bin)) chmodSync(path.join(bin, name), 0o755);
  const start = (argv: readonly string[], cwd: string, variables: Variables): Started => {
    const [program = '', ...args] = argv;
    const env = { ...process.env, ...variables, PATH: `${bin}:${process.env['PATH']}` };
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    return { child, done: untilDone(child) };
  };
  let count = 0;
  return {
    newFolder: () => {
      const folder = path.join(root, `folder ${(count += 1)}`);
      mkdirSync(folder);
      return folder;
    },
    start,
    run: (argv, cwd, variables = {}) => start(argv, cwd, variables).done,
    end: () => rmSync(root, { recursive: true, force: true }),
  };
}

function untilDone(child: ChildProcess): Promise<Done> {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', part => (said += part));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve({ code, said }));
  });
}

/** The examples are for machines with these; GNU date understands `yesterday`. */
export function findPrograms(): { readonly isHere: true } | Missing {
  const asked = [
    ['sh', '-c', 'date -u -d yesterday +%F'],
    ['jq', '--version'],
    ['flock', '--version'],
  ];
  const missing = asked.filter(([program = '', ...args]) => spawnSync(program, args).status !== 0);
  return missing.length === 0
    ? { isHere: true }
    : { missing: `no ${missing.map(([name]) => name).join(', ')} as needed` };
}

/** Each line of a file of results, or the one answer of it. */
export const answersIn = (file: string): Record<string, unknown>[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
