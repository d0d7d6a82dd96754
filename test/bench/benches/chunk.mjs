// 10 MB of Markdown in one piece, cut at 700 characters with 100 shared, beside LangChain's JavaScript splitter.
import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters';
import { loadBundle } from '../bundle.mjs';
import { median, speedRatio, takeTurns } from '../measure.mjs';
import { goldenTexts } from '../pages.mjs';
import { peerName } from '../peers.mjs';

const LENGTH = 10_000_000;
const ROUNDS = 9;
const OPTIONS = { chunkSize: 700, chunkOverlap: 100 };

export async function measure() {
  const { splitRecursively, splitMarkdown } = await loadBundle(
    'src/engine/splitRecursively.ts',
    'src/engine/chunkMarkdown.ts',
  );
  const once = goldenTexts().join('\n\n');
  const text = `${once}\n\n`.repeat(Math.ceil(LENGTH / once.length)).slice(0, LENGTH);
  const langchain = new RecursiveCharacterTextSplitter(OPTIONS);
  const times = await takeTurns(
    {
      texts: () => splitRecursively(text, OPTIONS).map(({ start, end }) => text.slice(start, end)),
      places: () => splitMarkdown(text, OPTIONS),
      peer: () => langchain.splitText(text),
    },
    ROUNDS,
  );
  const row = (what, ours) => {
    const ratio = speedRatio(ours, times.peer);
    const peer = peerName('@langchain/textsplitters');
    return { what, ours: median(ours), peer, peers: median(times.peer), ratio, aim: '≥ 1 ×', met: ratio >= 1 };
  };
  return {
    rows: [row('10 MB to texts, ms', times.texts), row('10 MB to texts, places and headings, ms', times.places)],
  };
}
