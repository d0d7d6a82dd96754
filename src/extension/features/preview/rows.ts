import type { PreviewEntry } from '../../../model/preview/preview.ts';
import type { EngineProcess } from '../../engineProcess.ts';
import type { PreviewNode } from '../../nodes.ts';
import { actionsOf } from './view.ts';

/** As many rows as a person scrolls through; more by the row at their end. */
export const PAGE = 500;

interface Below {
  readonly workDir: string;
  /** Words in the address. */
  readonly filter: string;
  /** How many rows of a group were asked for. */
  readonly wanted: ReadonlyMap<string, number>;
}

type GroupNode = Extract<PreviewNode, { kind: 'previewGroup' }>;

export const keyOf = (node: PreviewNode): string =>
  node.kind === 'previewGroup' ? `${node.level} ${node.action}` : '';

/** The levels, what would be done on one, or the addresses of that. */
export async function rowsBelow(engine: EngineProcess, below: Below, node?: PreviewNode): Promise<PreviewNode[]> {
  if (!node) {
    const { workDir, filter: text } = below;
    const levels = await engine.ask.previewLevels({ workDir, filter: { level: null, action: null, text } });
    return levels.map(counts => ({ kind: 'previewLevel', counts }));
  }
  if (node.kind === 'previewLevel') {
    const { counts } = node;
    const { level } = counts;
    return actionsOf(counts).map(action => ({ kind: 'previewGroup', level, action, count: counts[action] }));
  }
  return node.kind === 'previewGroup' ? addresses(engine, below, node) : [];
}

async function addresses(engine: EngineProcess, below: Below, node: GroupNode): Promise<PreviewNode[]> {
  const { workDir, filter: text, wanted } = below;
  const { level, action, count } = node;
  const most = Math.min(wanted.get(keyOf(node)) ?? PAGE, count);
  const entries: PreviewEntry[] = [];
  while (entries.length < most) {
    const page = { from: entries.length, count: most - entries.length };
    const read = await engine.ask.previewEntries({ workDir, filter: { level, action, text }, ...page });
    if (read.length === 0) break;
    entries.push(...read);
  }
  const rows = entries.map((entry, at): PreviewNode => ({ kind: 'previewed', entry, at }));
  const left = count - rows.length;
  return left > 0 ? [...rows, { kind: 'previewMore', group: node, left }] : rows;
}
