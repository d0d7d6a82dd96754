import path from 'node:path';
import { readActivityCode } from '../engine/learner/readActivityCode.ts';
import { runActivityCase } from '../engine/learner/runActivityCase.ts';
import type { Log } from '../engine/ports.ts';
import { openWholeTable } from '../engine/quality/openWholeTable.ts';
import type { CheckWorld } from '../engine/workshop/workshopPorts.ts';
import { toProblem } from '../model/problem.ts';
import type { ActivityTrial } from '../model/workshop/activityCase.ts';
import { systemClock } from './clock.ts';
import { loadConverter } from './converter/load.ts';
import { nodeHash } from './hash.ts';
import { createInputFolder } from './inputFolder.ts';
import { createActivityProcess } from './learner/processes.ts';
import { createTables } from './outputs/tables.ts';
import { findTables } from './quality/findTables.ts';
import { createArtifacts } from './runs/artifactFiles.ts';
import { createCheckWorld, type CheckWorldParts } from './workshop/checkWorld.ts';
import { createCommandLine, type CommandLinePlace } from './workshop/commandLine.ts';

export interface CheckWorldRequest extends Pick<CheckWorldParts, 'work'>, CommandLinePlace {
  readonly log: Log;
  /** Milliseconds that a learner's activity may take for itself on a case. */
  readonly caseDeadlineMs?: number;
}

/** What checks look at in a learner's folder, made real for Node. `work` stays its opener's to close. */
export function openCheckWorld(request: CheckWorldRequest): CheckWorld {
  const { folder, work } = request;
  return createCheckWorld({
    ...{ folder, work },
    artifacts: createArtifacts(work.workDir, createInputFolder({ currentFolder: folder }).readBytes),
    rows: file => countRows(folder, file),
    trial: (...tried) => tryModule(request, ...tried),
    countTokens: async text => (await loadCounter())(text),
    cli: createCommandLine(request),
  });
}

const loadCounter = async () => (await import('../engine/countTokens.ts')).loadTokenCounter();

/** A file that cannot be read is told; one that is not there, or a folder without tables, is none. */
async function countRows(folder: string, file: string): ReturnType<CheckWorld['rows']> {
  const tables = createTables();
  const whole = path.resolve(folder, file).replaceAll(path.sep, '/');
  try {
    const { columns, rows } = await openWholeTable({ openTableFile: tables.openTableFile, findTables }, whole, file);
    return { columns: columns.map(({ name }) => name), rows };
  } catch (thrown) {
    if (['table_missing', 'folder_without_tables'].includes(toProblem(thrown).code)) return null;
    throw thrown;
  } finally {
    tables.close();
  }
}

async function tryModule(
  { folder, log, caseDeadlineMs }: CheckWorldRequest,
  ...[module, tried, signal]: Parameters<CheckWorld['trial']>
): ReturnType<CheckWorld['trial']> {
  const readInput = createInputFolder({ currentFolder: folder }).readBytes;
  try {
    return await runActivityCase({
      code: await readActivityCode(module, { artifacts: { readInput }, hash: nodeHash }),
      case: tried,
      away: createActivityProcess(log),
      world: { clock: systemClock, hash: nodeHash, converter: await loadConverter(), log },
      signal,
      ...(caseDeadlineMs === undefined ? {} : { deadlineMs: caseDeadlineMs }),
    });
  } catch (thrown) {
    signal.throwIfAborted();
    const problem = toProblem(thrown);
    if (problem.code === 'activity_file_missing') return null;
    return problem.kind === 'config' ? { ...NOTHING, problem } : Promise.reject(thrown);
  }
}

/** It could not even be read: an import that no activity may have. */
const NOTHING: ActivityTrial = {
  ...{ source: null, artifact: null, discovered: [], chunks: [], skipped: null, log: [], problem: null },
};
