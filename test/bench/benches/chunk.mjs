// 10 MB of Markdown in one piece, cut at 700 characters with 100 shared, beside LangChain's JavaScript splitter; then
// by each other method, beside our recursive one.
import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters';
import { loadBundle } from '../bundle.mjs';
import { median, speedRatio, takeTurns } from '../measure.mjs';
import { goldenTexts } from '../pages.mjs';
import { peerName } from '../peers.mjs';

const LENGTH = 10_000_000;
const ROUNDS = 9;
const OPTIONS = { chunkSize: 700, chunkOverlap: 100 };

export async function measure() {
  const { splitRecursively, splitMarkdown, placePieces, loadSplitter } = await loadBundle(
    'src/engine/splitRecursively.ts',
    'src/engine/chunkMarkdown.ts',
    'src/engine/chunking/loadSplitter.ts',
  );
  const once = goldenTexts().join('\n\n');
  const text = `${once}\n\n`.repeat(Math.ceil(LENGTH / once.length)).slice(0, LENGTH);
  const langchain = new RecursiveCharacterTextSplitter(OPTIONS);
  const times = await takeTurns(
    {
      texts: () => splitRecursively(text, OPTIONS).map(({ start, end }) => text.slice(start, end)),
      places: () => splitMarkdown(text, OPTIONS),
      peerTexts: () => langchain.splitText(text),
      peerPlaces: () => langchain.createDocuments([text]),
    },
    ROUNDS,
  );
  const beside = (ours, peer) => ({
    ours: median(ours),
    peer: peerName('@langchain/textsplitters'),
    peers: median(peer),
    ratio: speedRatio(ours, peer),
  });
  const others = await measureMethods(text, { placePieces, loadSplitter });
  const texts = beside(times.texts, times.peerTexts);
  return {
    rows: [
      { what: '10 MB to texts, ms', ...texts, aim: '≥ 1 ×', met: texts.ratio >= 1 },
      // The peer's places are lines; ours are code points, with the headings above each chunk.
      { what: '10 MB to texts and places, ms', ...beside(times.places, times.peerPlaces) },
      ...others,
    ],
  };
}

const METHODS = ['heading', 'sentence', 'tokens'];
/** The tokenizer takes most of it: fewer turns. */
const METHOD_ROUNDS = 3;

async function measureMethods(text, { placePieces, loadSplitter }) {
  const turns = { recursive: await loadSplitter(OPTIONS) };
  for (const method of METHODS) turns[method] = await loadSplitter({ method, ...OPTIONS });
  const runs = Object.entries(turns).map(([method, split]) => [method, () => placePieces(text, split)]);
  const times = await takeTurns(Object.fromEntries(runs), METHOD_ROUNDS);
  return METHODS.map(method => ({
    what: `10 MB to texts and places by ${method}, ms`,
    ours: median(times[method]),
    peer: 'our recursive one',
    peers: median(times.recursive),
    ratio: speedRatio(times[method], times.recursive),
  }));
}
