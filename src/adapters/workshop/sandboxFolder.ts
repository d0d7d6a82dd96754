import { cp, mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface SandboxFolder {
  /** Absolute, real, empty. */
  readonly folder: string;
  /** Gives what puts all in it back as it is now; it can be called once. */
  keep(): Promise<() => Promise<void>>;
  remove(): Promise<void>;
}

/** A folder below the system's temporary one. */
export async function makeSandboxFolder(): Promise<SandboxFolder> {
  const root = await mkdtemp(path.join(await realpath(tmpdir()), 'iw-verify-'));
  const folder = path.join(root, 'folder');
  await mkdir(folder);
  let kept = 0;
  return {
    folder,
    async keep() {
      kept += 1;
      const copy = path.join(root, `kept-${kept}`);
      await cp(folder, copy, { recursive: true });
      return async () => {
        for (const name of await readdir(folder)) await rm(path.join(folder, name), SURELY);
        await cp(copy, folder, { recursive: true });
        await rm(copy, SURELY);
      };
    },
    remove: () => rm(root, SURELY),
  };
}

/** A process that has just ended may still hold a file on Windows. */
const SURELY = { recursive: true, force: true, maxRetries: 5 } as const;
