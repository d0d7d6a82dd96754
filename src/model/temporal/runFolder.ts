import { artifactName, isRunId } from '../artifactName.ts';

/** A run's folder is its workflow's id; one that somebody else chose, and that no folder can have, gets a readable name. */
export function runFolder(workflowId: string, sha256: (text: string) => string): string {
  if (isRunId(workflowId)) return workflowId;
  const name = artifactName(workflowId, sha256);
  return `${name.slice(0, -HASH).slice(0, 64 - HASH)}${name.slice(-HASH)}`;
}

/** The dash and 8 digits. */
const HASH = 9;
