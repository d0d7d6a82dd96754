import type { Chunk } from '../model/generated/types.ts';
import { fail, type Params } from '../model/problem.ts';
import { readWrittenYaml } from './writeYaml.ts';

/** A file of CHUNKING, ours or another worker's: a YAML list of Chunk. Throws data `chunks_unreadable`. */
export function readChunks(yaml: string, params: Params): Chunk[] {
  const value = readOrUndefined(yaml);
  if (!Array.isArray(value) || !value.every(isChunk)) throw fail('data', 'chunks_unreadable', params);
  // Nodes need characters, so more nodes than characters are made by aliases of aliases ("billion laughs").
  if (!fitsIn(value, { nodes: yaml.length })) throw fail('data', 'chunks_unreadable', params);
  return value;
}

function readOrUndefined(yaml: string): unknown {
  try {
    return readWrittenYaml(yaml);
  } catch {
    return undefined; // A fault in the file, or one that nests deeper than the stack.
  }
}

function isChunk(value: unknown): value is Chunk {
  if (typeof value !== 'object' || value === null || !('text' in value) || typeof value.text !== 'string') return false;
  const metadata = 'metadata' in value ? value.metadata : undefined;
  return metadata === undefined || metadata === null || (typeof metadata === 'object' && !Array.isArray(metadata));
}

/** Walks until the budget is spent: an alias bomb is never walked to its end. */
function fitsIn(value: unknown, budget: { nodes: number }): boolean {
  if (budget.nodes-- <= 0) return false;
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(member => fitsIn(member, budget));
}
