import type { Source } from '../generated/types.ts';

/** Where the work folder lies in the root that workers share. */
export const WORK_FOLDER = '.ingestion-workshop';
const PREFIX = `${WORK_FOLDER}/`;

/** An artifact's path, relative to the work folder → relative to the root; what INPUT names stays as it is. */
export const toWire = (path: string | null, runId: string): string | null =>
  path?.startsWith(`runs/${runId}/`) ? `${PREFIX}${path}` : path;

/** And back. */
export const fromWire = (path: string): string => (path.startsWith(PREFIX) ? path.slice(PREFIX.length) : path);

/** A Source's fields that name files. */
export const SOURCE_FILES = ['raw_file_path', 'converted_md_path', 'chunking_file_path'] as const;

/** The same Source with its paths turned; what it does not have it does not get. */
export function turnPaths(source: Source, turn: (path: string) => string | null): Source {
  const turned = SOURCE_FILES.flatMap(field => (source[field] ? [[field, turn(source[field])]] : []));
  return { ...source, ...Object.fromEntries(turned) };
}
