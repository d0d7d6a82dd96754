import type { ListedSource } from '../model/listSources.ts';
import { toProblem } from '../model/problem.ts';
import type { WorkFolderParts } from './workFolderParts.ts';
import { writeYaml } from './writeYaml.ts';

/** `sources_db.yaml`. For a person only, told in the log when it fails: it must not hide why a run stopped, nor that it went well. */
export async function writeSourcesList(
  { ports, describe }: Pick<WorkFolderParts, 'ports' | 'describe'>,
  runId: string,
  listed: readonly ListedSource[],
): Promise<void> {
  const rows = listed.map(({ source, reason }) =>
    reason ? { ...source, error: describe({ kind: 'data', ...reason, uri: source.uri }) } : source,
  );
  try {
    await ports.artifacts.write(`runs/${runId}/sources_db.yaml`, writeYaml(rows));
  } catch (error) {
    const { code, params } = toProblem(error);
    ports.log.write('warn', code, params);
  }
}
