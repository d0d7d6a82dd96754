import { DEFAULT_DATABASE } from '../model/collection.ts';
import type { ProjectedChunk, Projection } from '../model/found.ts';
import { fitPlane } from '../model/projection.ts';
import { embedQuestion } from './embedTexts.ts';
import type { SearchPorts } from './searchIndex.ts';

export interface ProjectionRequest {
  readonly collection: string;
  readonly databaseUri?: string | undefined;
  /** Blank: the chunks alone. */
  readonly question: string;
  readonly seed: number;
}

/** As many as a picture can show and a process can compute at once (half a second at 1,024 dimensions). */
const MOST_POINTS = 2000;

/** The collection on the plane of its two principal components, with the question in it. */
export async function projectCollection(ports: SearchPorts, request: ProjectionRequest): Promise<Projection> {
  const { collection, databaseUri = DEFAULT_DATABASE, question, seed } = request;
  const store = await ports.openStore(databaseUri);
  const known = await store.collection(collection);
  if (known === undefined || known.chunks === 0) return { points: [], question: null, total: 0, variance: 0, seed };
  const sample = await store.points(collection, Math.ceil(known.chunks / MOST_POINTS));
  const plane = fitPlane(
    sample.map(({ vector }) => vector),
    seed,
  );
  const embedder = await ports.openEmbedder(known.model);
  const asked = question.trim() === '' ? null : await embedQuestion(embedder, question, new AbortController().signal);
  const points = sample.map(({ vector, ...chunk }): ProjectedChunk => {
    const [x, y] = plane.place(vector);
    return { ...chunk, x, y, cosine: asked && asked.reduce((sum, value, i) => sum + value * (vector[i] ?? 0), 0) };
  });
  const [x, y] = asked ? plane.place(asked) : [0, 0];
  return {
    points: points.sort((a, b) => (b.cosine ?? 0) - (a.cosine ?? 0)),
    question: asked && { x, y },
    total: known.chunks,
    variance: plane.variance,
    seed,
  };
}
