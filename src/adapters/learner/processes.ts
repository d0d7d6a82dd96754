import { rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ActivityCall, ActivityEnd, ActivityProcess, CodeFile } from '../../engine/learner/activityProcess.ts';
import type { Log } from '../../engine/ports.ts';
import { converse } from './converse.ts';
import { createEndedWithUs } from './endedWithUs.ts';
import type { CodeFolder } from './ownFrames.ts';
import { thisRuntime, type Runtime } from './runtime.ts';
import { inScratch, sweepScratch } from './scratch.ts';
import { startProcess, type StartedProcess } from './startProcess.ts';
import { createStripper } from './stripTypes.ts';

const strip = createStripper();

/** Lies beside this file, or beside the bundle that holds it. */
const HERE = import.meta.filename;
const ENTRY = path.join(path.dirname(HERE), `activityProcess${path.extname(HERE)}`);

/**
 * A process for each call: nothing that a learner's code leaves behind reaches the next Source, and a process can be
 * killed where a thread that spins cannot. A guard against accidents, not against malice: Node's permission model, an
 * empty environment, its own scratch folder. What the runtime does not know of it is done without, and told once.
 */
export function createActivityProcess(log: Log, runtime: Runtime = thisRuntime(ENTRY)): ActivityProcess {
  let isTold = false;
  function tellUnguarded({ ready }: StartedProcess): void {
    if (ready.guarded || isTold) return;
    isTold = true;
    log.write('warn', 'activity_unguarded', { version: ready.version });
  }
  const endedWithUs = createEndedWithUs();
  let swept: Promise<void> | undefined;
  return {
    run(call) {
      swept ??= sweepScratch();
      return inScratch(scratch => run(call, scratch, { runtime, tellUnguarded, endedWithUs }));
    },
  };
}

interface World {
  readonly runtime: Runtime;
  tellUnguarded(started: StartedProcess): void;
  readonly endedWithUs: ReturnType<typeof createEndedWithUs>;
}

async function run(call: ActivityCall, scratch: string, world: World): Promise<ActivityEnd> {
  const { runtime, tellUnguarded, endedWithUs } = world;
  if (call.signal.aborted) return { kind: 'stopped' };
  const { debug, code } = call;
  const folder = debug ? { root: debug.folder, folder: debug.folder } : await writeCode(scratch, code.files);
  const own = path.join(scratch, 'scratch');
  await mkdir(own);
  const read = [folder.root, own, runtime.entry];
  const debugged = debug !== undefined;
  const seconds = debugged || call.deadlineMs === null ? null : mostProcessorSeconds(call.deadlineMs);
  const started = await startProcess(runtime, own, { read, write: [own], debug: debugged, seconds });
  const forget = endedWithUs(() => {
    started.child.kill('SIGKILL');
    rmSync(scratch, { recursive: true, force: true });
  });
  tellUnguarded(started);
  const entry = pathToFileURL(path.join(folder.folder, code.entry)).href;
  return converse(call, started, { folder, entry }).finally(forget);
}

/** Never what ends a process whose engine lives: collecting garbage and compiling are threads of their own. */
const mostProcessorSeconds = (deadlineMs: number): number => Math.ceil(deadlineMs / 1_000) * 3 + 30;

/**
 * As modules: without a package.json Node reads each file twice to find out. The names' folder lies as deep as the names
 * lead up, so that an input's `../activities/x.ts` stays within what the process may read.
 */
async function writeCode(scratch: string, files: readonly CodeFile[]): Promise<CodeFolder> {
  const root = path.join(scratch, 'code');
  const levels = files.map(({ name }) => name.split('/').filter(part => part === '..').length);
  const folder = path.join(root, 'in/'.repeat(Math.max(0, ...levels)));
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(root, 'package.json'), '{"type":"module"}');
  for (const { name, text } of files) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, strip(text));
  }
  return { root, folder };
}
