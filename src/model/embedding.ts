import { ProblemError, type Reason } from './problem.ts';

/** What the vectors of an activity took. Texts that were known already cost nothing. */
export interface EmbeddingUse {
  readonly model: string;
  /** Texts that the model was asked about. */
  readonly embedded: number;
  /** Texts whose vectors were kept from earlier. */
  readonly fromCache: number;
  /** Of what the model was asked: as its server counts them, else as we do. */
  readonly tokens: number;
  /** US dollars; null when nobody knows the model's price. */
  readonly costUsd: number | null;
}

/** What the vectors of a run would take, as far as its texts are known before it begins. */
export interface EmbeddingForecast {
  /** Of the Sources whose text is known. */
  readonly use: EmbeddingUse;
  readonly chunks: number;
  /** Sources whose text is known, from INPUT or from an earlier run; and those that no run has converted yet. */
  readonly known: number;
  readonly unknown: number;
  /** Null when nobody knows. */
  readonly usdPerMillionTokens: number | null;
}

/** A chunk that the model refused: the others of its page are in the index, this one is not. */
export interface RefusedChunk {
  /** Among the chunks of its Source, from 0. */
  readonly index: number;
  /** Code points in the Source's Markdown, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly reason: Reason;
}

/** An unknown price makes an unknown sum, unless nothing was asked. */
export function addUse(a: EmbeddingUse | undefined, b: EmbeddingUse | undefined): EmbeddingUse | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const cost = (use: EmbeddingUse): number | null => (use.embedded === 0 ? 0 : use.costUsd);
  const [first, second] = [cost(a), cost(b)];
  return {
    model: a.model,
    embedded: a.embedded + b.embedded,
    fromCache: a.fromCache + b.fromCache,
    tokens: a.tokens + b.tokens,
    costUsd: first === null || second === null ? null : first + second,
  };
}

/** A failure after some texts had their vectors: what these took is recorded all the same. */
export class EmbeddingFailed extends ProblemError {
  readonly use: EmbeddingUse;
  constructor({ problem, cause, retryAfterMs }: ProblemError, use: EmbeddingUse) {
    super(problem, { cause, retryAfterMs });
    this.use = use;
  }
}

/** What is to be thrown, with what was spent before it. */
export const withUse = (thrown: unknown, use: EmbeddingUse): unknown =>
  thrown instanceof ProblemError && use.embedded > 0 ? new EmbeddingFailed(thrown, use) : thrown;
