import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openWorkFolder } from '../adapters/compose.ts';
import { listens } from '../adapters/listens.ts';
import { pythonVersion } from '../adapters/pythonVersion.ts';
import { openCheckWorld } from '../adapters/composeWorkshop.ts';
import { openWorkshopFolder, readDescription } from '../adapters/workshopFolder.ts';
import { createCommandLine } from '../adapters/workshop/commandLine.ts';
import { openLearnerFolder } from '../adapters/workshop/learnerFolder.ts';
import { makeSandboxFolder } from '../adapters/workshop/sandboxFolder.ts';
import { createSurroundings } from '../adapters/workshop/surroundings.ts';
import type { Log } from '../engine/ports.ts';
import { checkWorkshop } from '../engine/workshop/checkWorkshop.ts';
import { readWorkshop } from '../engine/workshop/readWorkshop.ts';
import { placeFiles, placeText, type Replacement } from '../engine/workshop/verify/placeFiles.ts';
import type { Sandbox } from '../engine/workshop/verify/stepTrial.ts';
import { verifySteps, type Verification } from '../engine/workshop/verify/verifySteps.ts';
import { toProblem } from '../model/problem.ts';
import type { Requirement } from '../model/workshop/outline.ts';
import type { WorkshopVerdict } from '../model/workshop/verdict.ts';

export interface VerifyRequest {
  /** Of the workshop, absolute; `file` is its description. */
  readonly folder: string;
  readonly file: string;
  /** The folder where the product lies. */
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly servers: readonly UsualServer[];
  /** A worker of the server that `TEMPORAL_ADDRESS` names; resolves when it has ended. */
  startWorker(work: WorkerWork): Promise<void>;
  moved: Verification['moved'];
}

export interface WorkerWork {
  /** Absolute. */
  readonly root: string;
  readonly taskQueue: string;
  /** Ends it. */
  readonly signal: AbortSignal;
  onPolling(): void;
}

/** A server of ours that a workshop's texts name where it is usually served. */
export interface UsualServer {
  /** Host and port. */
  readonly usual: string;
  /** Anywhere: somebody may be using theirs. */
  open(): Promise<OpenServer>;
}

interface OpenServer {
  readonly url: string;
  close(): Promise<void>;
}

/** A workshop checked, then played in a folder of its own with the practice servers that it names; all of it goes afterwards. */
export async function verifyWorkshop(request: VerifyRequest): Promise<WorkshopVerdict> {
  const { folder, file, home, signal } = request;
  const text = await readDescription(path.join(folder, file), file).catch((error: unknown) => toProblem(error));
  const refused = (found: Pick<WorkshopVerdict, 'problems' | 'warnings'>) => ({
    ...{ workshop: path.basename(folder), steps: [], ...found },
  });
  if (typeof text !== 'string') return refused({ problems: [{ ...text, file }], warnings: [] });
  const commands = await commandsOf(home);
  const options = { language: 'yaml', file, ...(commands ? { commands } : {}) } as const;
  const checked = await checkWorkshop(text, options, openWorkshopFolder(folder));
  const { problems, warnings } = checked;
  if (!checked.workshop) return refused({ problems, warnings });
  const own = openLearnerFolder(folder);
  const texts = [text, ...(await textsOf(own))];
  const servers = await startServers(request.servers, texts);
  const sandboxFolder = await makeSandboxFolder();
  try {
    const { workshop = checked.workshop } = readWorkshop(placeText(text, servers.replaced), options);
    const sandbox = openSandbox(request, sandboxFolder);
    const files = placeFiles(own, servers.replaced);
    const { moved } = request;
    return {
      workshop: workshop.id,
      ...{ problems: [], warnings },
      steps: await verifySteps({ sandbox, workshop, files, signal, moved }),
    };
  } finally {
    await Promise.all([servers.close(), sandboxFolder.remove()]);
  }
}

function openSandbox(
  request: VerifyRequest,
  { folder, keep }: { readonly folder: string } & Pick<Sandbox, 'keep'>,
): Sandbox {
  const { home, env, log } = request;
  const cli = path.join(home, 'dist', 'cli.js');
  const temporal = env['TEMPORAL_ADDRESS'] ?? '';
  // Of its own: what another's worker took would land in another folder.
  const taskQueue = `verify-${randomUUID()}`;
  const surroundings = createSurroundings({ folder, temporal, env }, { listens, pythonVersion });
  const there = temporal === '' ? {} : { TEMPORAL_ADDRESS: temporal, TEMPORAL_TASK_QUEUE: taskQueue };
  return {
    learner: openLearnerFolder(folder),
    serve: async requires =>
      requires.includes('temporal') ? serve(request, { root: folder, taskQueue }) : async () => undefined,
    // A person's own places and addresses are no part of what a workshop is tried with.
    cli: createCommandLine({ folder, cli, env: there }),
    async look(use) {
      const work = await openWorkFolder({ workDir: path.join(folder, '.ingestion-workshop'), log });
      try {
        return await use(openCheckWorld({ folder, work, log, cli, env: there }));
      } finally {
        await work.close();
      }
    },
    keep,
    // A server that runs here by chance has no worker of ours, and no user of the workshop's.
    has: async requirement => isMeant(requirement, env) && surroundings.has(requirement),
  };
}

/** A worker, until what is given back is called: one that was kept would hold files that a trial puts back. */
async function serve(
  { startWorker, signal }: VerifyRequest,
  place: Pick<WorkerWork, 'root' | 'taskQueue'>,
): Promise<() => Promise<void>> {
  const stop = new AbortController();
  let ended: Promise<void> | undefined;
  await new Promise<void>((resolve, reject) => {
    ended = startWorker({ ...place, signal: AbortSignal.any([signal, stop.signal]), onPolling: resolve });
    ended.then(resolve, reject);
  });
  return async () => {
    stop.abort();
    await ended?.catch(() => undefined);
  };
}

/** What somebody who verifies must name. */
const NAMED_BY: Partial<Record<Requirement, string>> = { temporal: 'TEMPORAL_ADDRESS', postgres: 'PGPASSWORD' };

function isMeant(requirement: Requirement, env: VerifyRequest['env']): boolean {
  const variable = NAMED_BY[requirement];
  return variable === undefined || Boolean(env[variable]);
}

/** What a step's button may name; undefined: there is no manifest here. */
async function commandsOf(home: string): Promise<readonly string[] | undefined> {
  const text = await readFile(path.join(home, 'package.json'), 'utf8').catch(() => null);
  const ids = text?.match(/"command": ?"ingestionWorkshop\.(\w+)"/g);
  return ids?.map(id => id.replace(/.*\.(\w+)"$/, '$1'));
}

async function textsOf(own: ReturnType<typeof openLearnerFolder>): Promise<readonly string[]> {
  const names = (await own.list()).filter(name => !name.endsWith('.md'));
  return Promise.all(names.map(async name => new TextDecoder().decode((await own.read(name)) ?? new Uint8Array())));
}

/** Those that the workshop's texts name. */
async function startServers(known: readonly UsualServer[], texts: readonly string[]) {
  const started: { readonly server: OpenServer; readonly replacement: Replacement }[] = [];
  for (const { usual, open } of known) {
    if (!texts.some(text => text.includes(usual))) continue;
    const server = await open();
    started.push({ server, replacement: [usual, new URL(server.url).host] });
  }
  return {
    replaced: started.map(({ replacement }) => replacement),
    close: () => Promise.all(started.map(({ server }) => server.close())),
  };
}
