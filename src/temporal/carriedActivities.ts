import { ApplicationFailure } from '@temporalio/activity';
import type { WorkFolderParts } from '../engine/workFolderParts.ts';
import { fail, toProblem, type Problem } from '../model/problem.ts';
import type { CarriedActivities, CarriedFile } from '../model/temporal/call.ts';
import { carriedPath, cutPiece, isCarriedFile } from '../model/temporal/carried.ts';
import { runFolder } from '../model/temporal/runFolder.ts';
import { failureOf } from './attempt.ts';

type Parts = Pick<WorkFolderParts, 'ports' | 'describe'>;

/** What is too large for a payload lies in the run's folder, named by its hash: written twice, it is the same file. */
export function createCarriedActivities(parts: Parts): CarriedActivities {
  return {
    CARRIED_WRITE: (runId, text) => told(parts, () => writeCarried(parts, runId, text)),
    CARRIED_READ: (runId, file, at) => told(parts, async () => cutPiece(await readCarried(parts, runId, file), at)),
  };
}

export async function writeCarried({ ports }: Parts, runId: string, text: string): Promise<CarriedFile> {
  const file = { sha256: ports.hash.sha256(text) };
  await ports.artifacts.write(pathOf(ports, runId, file), text);
  return file;
}

/** Config `carried_missing`: this worker does not see what another one has written; data `carried_changed`. */
export async function readCarried({ ports }: Parts, runId: string, file: CarriedFile): Promise<string> {
  const path = pathOf(ports, runId, file);
  const bytes = await ports.artifacts.read(path).catch((error: unknown) => {
    throw fail('config', 'carried_missing', { path, reason: toProblem(error).code }, error);
  });
  if (ports.hash.sha256(bytes) !== file.sha256) throw fail('data', 'carried_changed', { path });
  return new TextDecoder().decode(bytes);
}

/** Whoever may start a workflow names no other file by it. */
function pathOf({ hash }: Parts['ports'], runId: string, file: CarriedFile): string {
  if (!isCarriedFile(file)) throw fail('config', 'temporal_input');
  return carriedPath(runFolder(runId, hash.sha256), file);
}

async function told<Done>(
  { describe }: { describe(problem: Problem): string },
  work: () => Promise<Done>,
): Promise<Done> {
  try {
    return await work();
  } catch (thrown) {
    throw thrown instanceof ApplicationFailure ? thrown : failureOf(thrown, describe);
  }
}
