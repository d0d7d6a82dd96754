import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileProblem } from '../../model/fileProblem.ts';

/** Beside the artifacts of a run whose history a server keeps: without it a folder with artifacts has lost its journal. */
export const SERVER_RUN = 'temporal.json';

/** Says so in the run's folder, once a process. */
export function createServerRunMarker(workDir: string): (runId: string, workflowId: string) => Promise<void> {
  const marked = new Map<string, Promise<void>>();
  const mark = async (runId: string, workflowId: string): Promise<void> => {
    const folder = path.join(workDir, 'runs', runId);
    try {
      await mkdir(folder, { recursive: true });
      if ((await readdir(folder)).includes(SERVER_RUN)) return;
      await writeFile(path.join(folder, SERVER_RUN), `${JSON.stringify({ workflow_id: workflowId }, null, 2)}\n`);
    } catch (error) {
      throw fileProblem(error, folder);
    }
  };
  return (runId, workflowId) => {
    const marking = marked.get(runId) ?? mark(runId, workflowId);
    marked.set(runId, marking);
    marking.catch(() => marked.delete(runId));
    return marking;
  };
}
