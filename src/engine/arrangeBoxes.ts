import { Graph, layout } from '@dagrejs/dagre';
import type { Point } from '../model/drawing.ts';

/**
 * @dagrejs/dagre 3.1.3 (MIT, 49 KB with its graphs, 20 ms for this model): the layered layout of Sugiyama et al. 1981
 * with the network simplex of Gansner et al. 1993. Chosen over elkjs (1.6 MB, asynchronous) and mermaid (needs
 * inline styles). It decides layers and order; lines are ours (see routeEdges.ts), because its own are slanted.
 */
export interface Arranged {
  /** Centres. */
  readonly boxes: ReadonlyMap<string, Point>;
  /** Edge id → the points through which it passes between its ends. */
  readonly ways: ReadonlyMap<string, readonly Point[]>;
}

export interface ToArrange {
  readonly boxes: readonly { readonly name: string; readonly width: number; readonly height: number }[];
  readonly edges: readonly { readonly id: string; readonly from: string; readonly to: string }[];
}

/** From left to right, whoever refers before whom it refers to. */
export function arrangeBoxes({ boxes, edges }: ToArrange): Arranged {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 22, edgesep: 14, ranksep: 60 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { name, width, height } of boxes) graph.setNode(name, { width, height });
  for (const { id, from, to } of edges) graph.setEdge(from, to, {}, id);
  layout(graph);
  return {
    boxes: new Map(boxes.map(({ name }) => [name, pointOf(graph.node(name))])),
    ways: new Map(edges.map(({ id, from, to }) => [id, graph.edge(from, to, id).points ?? []])),
  };
}

const pointOf = ({ x, y }: { x?: number; y?: number }): Point => ({ x: x ?? 0, y: y ?? 0 });
