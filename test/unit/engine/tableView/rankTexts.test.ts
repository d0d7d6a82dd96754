import { expect, test } from 'vitest';
import { rankTexts } from '../../../../src/engine/tableView/rankTexts.ts';

test('texts of a long common beginning have the ranks of their bytes, equal ones the same', async () => {
  const texts = Array.from(
    { length: 5_000 },
    (_, at) => `https://example.org/lines/${(at * 7919) % 1250}/${at % 3 ? 'é' : ''}`,
  );
  const bytes = texts.map(text => Buffer.from(text));
  const half = 2_000;
  const pieceOf = (some: readonly Buffer[]) => {
    let at = 0;
    const ends = Uint32Array.from(some, one => (at += one.length));
    return {
      bytes: new Uint8Array(Buffer.concat(some)),
      starts: ends.map((end, place) => end - (some[place]?.length ?? 0)),
      ends,
    };
  };
  const breaths: number[] = [];
  const ranks = await rankTexts(
    [pieceOf(bytes.slice(0, half)), pieceOf(bytes.slice(half))],
    async () => void breaths.push(1),
  );
  const sorted = bytes.toSorted(Buffer.compare).map(String);
  expect([...ranks]).toEqual(texts.map(text => sorted.indexOf(text)));
  expect(breaths.length).toBeGreaterThan(0);
});
