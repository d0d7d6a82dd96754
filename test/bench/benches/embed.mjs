// 10,000 chunks of the golden pages, each text its own: embedded offline, then again with their vectors kept in SQLite.
// No peer stands beside: none of ours makes vectors for French without a model.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadBundle } from '../bundle.mjs';
import { median } from '../measure.mjs';
import { goldenTexts } from '../pages.mjs';

const CHUNKS = 10_000;
const BULK = 100;
const ROUNDS = 5;

export async function measure() {
  const { createOfflineEmbedder, embedTexts, splitMarkdown, nodeHash, openVectorCache } = await loadBundle(
    'src/engine/embedOffline.ts',
    'src/engine/embedTexts.ts',
    'src/engine/chunkMarkdown.ts',
    'src/adapters/hash.ts',
    'src/adapters/sqlite/vectorCache.ts',
  );
  const pieces = goldenTexts().flatMap(text => splitMarkdown(text, { chunkSize: 700, chunkOverlap: 100 }));
  const inputs = Array.from({ length: CHUNKS }, (_, at) => ({
    text: `${pieces[at % pieces.length].text} ${at}`,
    tokens: 100,
  }));
  const embedder = createOfflineEmbedder();
  const never = new AbortController().signal;
  const folder = mkdtempSync(join(tmpdir(), 'iw-bench-embed-'));
  const index = async vectors => {
    let fromCache = 0;
    for (let from = 0; from < CHUNKS; from += BULK) {
      const world = { hash: nodeHash, vectors };
      fromCache += (await embedTexts(world, embedder, inputs.slice(from, from + BULK), never)).use.fromCache;
    }
    return fromCache;
  };
  const times = { embedder: [], first: [], again: [] };
  let megabytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const file = join(folder, `${round}.sqlite`);
    const cache = openVectorCache(file, { write: (...said) => console.error(...said) });
    times.embedder.push(
      await timed(() =>
        embedder.embed(
          inputs.map(({ text }) => text),
          never,
        ),
      ),
    );
    times.first.push(await timed(() => index(cache)));
    times.again.push(await timed(() => index(cache)));
    if ((await index(cache)) !== CHUNKS) throw new Error('not all vectors were kept');
    cache.close();
    megabytes = statSync(file).size / 1e6;
  }
  rmSync(folder, { recursive: true });
  const rate = list => Math.round(CHUNKS / (median(list) / 1000));
  const ratio = median(times.first) / median(times.again);
  return {
    rows: [
      { what: 'embedded offline, chunks/s', ours: rate(times.embedder) },
      { what: 'embedded offline and kept, chunks/s', ours: rate(times.first) },
      { what: 'the same texts again, chunks/s', ours: rate(times.again), aim: '≥ 2 × the first time', met: ratio >= 2 },
      { what: '10,000 vectors of 1,024 numbers kept, MB', ours: Math.round(megabytes) },
    ],
  };
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
