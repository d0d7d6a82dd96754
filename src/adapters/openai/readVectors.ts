import { fail, type Reason } from '../../model/problem.ts';
import { toUnitLength } from '../../model/vectors.ts';

/** What is looked at of a server's answer. */
export interface Answered {
  /** As it came: its shape is a promise of the server's, not of the library's. */
  readonly answer: unknown;
  /** How many texts it was asked about. */
  readonly count: number;
  readonly model: string;
}

/**
 * In the order of the inputs; servers say it in `index`, and some answer in another one. A text whose vector is zero or
 * no number has none, and the others keep theirs. Throws data `embedding_invalid` when the whole answer cannot be used.
 */
export function readVectors({ answer, count, model }: Answered): (Float32Array | Reason)[] {
  const data = field(answer, 'data');
  if (!Array.isArray(data) || data.length !== count) throw invalid(model, 'count', String(count));
  const vectors: (Float32Array | Reason)[] = [];
  for (const [place, entry] of data.entries()) {
    const index = field(entry, 'index') ?? place;
    if (typeof index !== 'number' || !(index in data) || vectors[index] !== undefined)
      throw invalid(model, 'index', String(index));
    const values = readValues(field(entry, 'embedding'));
    if (values === undefined) throw invalid(model, 'encoding', typeof field(entry, 'embedding'));
    vectors[index] = toUnitLength(values) ?? reasonOf(model, 'zero_or_not_a_number', String(index));
  }
  checkDimensions(vectors, model);
  return vectors;
}

/** Numbers, as we ask for; or their bytes in base64, little-endian Float32, from a server that gives nothing else. */
function readValues(embedding: unknown): Float32Array | undefined {
  if (Array.isArray(embedding)) return Float32Array.from(embedding, value => (typeof value === 'number' ? value : NaN));
  if (typeof embedding !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(embedding)) return undefined;
  const bytes = Uint8Array.from(Buffer.from(embedding, 'base64'));
  return bytes.length % 4 === 0 ? new Float32Array(bytes.buffer) : undefined;
}

function checkDimensions(vectors: readonly (Float32Array | Reason)[], model: string): void {
  const lengths = vectors.flatMap(vector => (vector instanceof Float32Array ? [vector.length] : []));
  const [first] = lengths;
  const other = lengths.find(length => length !== first);
  if (other !== undefined) throw invalid(model, 'dimensions', `${first} → ${other}`);
}

/** Of an answer: its prompt's tokens, when the server counts them. */
export function readTokens(answer: unknown): number | undefined {
  const usage = field(answer, 'usage');
  const tokens = field(usage, 'prompt_tokens') ?? field(usage, 'total_tokens');
  return typeof tokens === 'number' && tokens >= 0 ? tokens : undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

const reasonOf = (model: string, fault: string, detail: string): Reason => ({
  code: 'embedding_invalid',
  params: { model, fault, detail },
});

export const invalid = (model: string, fault: string, detail: string): Error =>
  fail('data', 'embedding_invalid', reasonOf(model, fault, detail).params);
