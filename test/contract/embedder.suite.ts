import { describe, expect, test } from 'vitest';
import { isVector } from '../../src/engine/embedTexts.ts';
import type { Embedder } from '../../src/engine/ports.ts';

const never = new AbortController().signal;

/** What every Embedder must do. `open` gives one that can reach its model. */
export function describeEmbedder(name: string, open: () => Embedder): void {
  describe(name, () => {
    const vectorsOf = async (texts: readonly string[], embedder = open()) =>
      (await embedder.embed(texts, never)).vectors;

    test('one vector a text, in order, all of one length, each of unit length', async () => {
      const texts = ['Le tram part du port.', 'un bus', 'œuvre & 🚋'];
      const vectors = await vectorsOf(texts);
      expect(vectors.map(isVector)).toEqual([true, true, true]);
      expect(new Set(vectors.map(vector => isVector(vector) && vector.length)).size).toBe(1);
      for (const vector of vectors) expect(Math.hypot(...(isVector(vector) ? vector : []))).toBeCloseTo(1, 5);
      expect(await vectorsOf(texts.toReversed())).toEqual(vectors.toReversed());
    });

    test('the same text has the same vector, alone or among others, in another embedder too', async () => {
      const [alone] = await vectorsOf(['un bus']);
      expect(await vectorsOf(['un tram', 'un bus', 'un bus'])).toEqual([expect.anything(), alone, alone]);
      expect(open().identity).toBe(open().identity);
    });

    test('a blank text alone has no vector, and says why', async () => {
      const blank = { code: 'nothing_to_embed', params: {} };
      const vectors = await vectorsOf(['', 'un bus', ' \n\u00a0']);
      expect([vectors[0], vectors[2]]).toEqual([blank, blank]);
      expect(vectors[1]).toEqual((await vectorsOf(['un bus']))[0]);
    });

    test('nothing asked, nothing given', async () => {
      expect(await vectorsOf([])).toEqual([]);
    });

    test('more texts than a request holds', async () => {
      const vectors = await vectorsOf(Array.from({ length: 2049 }, (_, at) => `tram ${at}`));
      expect(vectors.filter(isVector)).toHaveLength(2049);
    });
  });
}
