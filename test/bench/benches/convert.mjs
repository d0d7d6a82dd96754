// The practice site's articles as served, to Markdown; time a page, and how right the words are: speed alone says nothing.
import { Readability } from '@mozilla/readability';
import { Defuddle } from 'defuddle/node';
import { parseHTML } from 'linkedom';
import TurndownService from 'turndown';
import { loadBundle } from '../bundle.mjs';
import { median, speedRatio, takeTurns } from '../measure.mjs';
import { practicePages } from '../pages.mjs';
import { peerName } from '../peers.mjs';
import { wordF1 } from '../wordF1.mjs';

const ROUNDS = 5;

export async function measure() {
  const pages = await practicePages();
  const converters = await loadConverters();
  const last = {};
  const contestants = Object.entries(converters).map(([name, convert]) => [
    name,
    async () => {
      last[name] = [];
      for (const page of pages) last[name].push(await convert(page));
    },
  ]);
  const times = await takeTurns(Object.fromEntries(contestants), ROUNDS);
  const msPerPage = name => median(times[name]) / pages.length;
  const f1 = name => mean(pages.map(({ golden }, at) => wordF1(last[name][at], golden)));
  const rows = Object.keys(converters)
    .filter(name => name !== 'ours')
    .flatMap(name => {
      const speed = { ours: msPerPage('ours'), peers: msPerPage(name), ratio: speedRatio(times.ours, times[name]) };
      const quality = { ours: f1('ours'), peers: f1(name), ratio: f1('ours') / f1(name) };
      return [
        { what: `${pages.length} pages, ms a page`, peer: name, ...speed },
        { what: `${pages.length} pages, F1 of words`, peer: name, ...quality },
      ];
    });
  return { rows };
}

async function loadConverters() {
  const { convertHtml, decodeHtml } = await loadBundle('src/engine/convertHtml.ts', 'src/engine/decodeHtml.ts');
  return {
    ours({ url, bytes, contentType }) {
      const { markdown = '' } = convertHtml(decodeHtml(bytes, contentType).text, { url, mainContent: true, keep: [] });
      return markdown;
    },
    [`${peerName('@mozilla/readability')} + ${peerName('turndown')}`](page) {
      const article = new Readability(parseHTML(textOf(page)).document).parse();
      return article ? `# ${article.title}\n\n${new TurndownService().turndown(article.content)}` : '';
    },
    async [peerName('defuddle')](page) {
      const { title, content } = await Defuddle(parseHTML(textOf(page)).document, page.url, { markdown: true });
      return `# ${title}\n\n${content}`;
    },
  };
}

const textOf = ({ bytes, contentType }) => new TextDecoder(contentType.split('charset=')[1]).decode(bytes);

const mean = values => values.reduce((total, value) => total + value, 0) / values.length;
