import { execFile } from 'node:child_process';

const PATIENCE_MS = 5_000;

/** Of the `python3`, else the `python`, that this environment finds; undefined: none that runs. */
export async function pythonVersion(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const program of ['python3', 'python']) {
    const version = await new Promise<string | undefined>(resolve => {
      execFile(program, ['--version'], { env, timeout: PATIENCE_MS }, (error, stdout) =>
        resolve(error ? undefined : stdout.trim().replace(/^Python /, '')),
      );
    });
    if (version) return version;
  }
  return undefined;
}
