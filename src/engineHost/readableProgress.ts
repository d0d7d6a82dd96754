import type { ProgressFile } from '../adapters/workshop/progressFile.ts';
import { ProblemError } from '../model/problem.ts';
import type { Progress } from '../model/workshop/progress.ts';
import type { WorkshopPlace } from '../protocol/workshop.ts';

/** With where it is, so that whoever is told can go on there. Config `progress_broken`, `progress_other_version`. */
export async function readable(file: ProgressFile, place: WorkshopPlace): Promise<Progress> {
  const { progress, problem } = await file.read();
  const { folder, workDir, workshop } = place;
  if (problem) throw new ProblemError({ ...problem, params: { ...problem.params, folder, workDir, workshop } });
  return progress;
}
